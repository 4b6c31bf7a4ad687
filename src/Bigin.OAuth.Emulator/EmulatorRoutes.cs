using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Bigin.OAuth.Emulator;

/// <summary>Tells which path leads where. Every data center has them all.</summary>
internal static class EmulatorRoutes
{
    internal static void Map(WebApplication app)
    {
        app.Use(SafeHeaders.AddAsync);
        app.MapGet(AccountPaths.Stylesheet, () => Results.Stream(typeof(BiginEmulator).Assembly.GetManifestResourceStream("emulator.css")!, "text/css"));

        Journal journal = app.Services.GetRequiredService<Journal>();
        app.UseWhen(context => context.Request.Path != AccountPaths.Stylesheet, branch => branch.Use((context, next) => journal.RecordAsync(context, next)));

        MapPages(app);
        MapPrograms(app);
    }

    private static void MapPages(WebApplication app)
    {
        SignInEndpoints signIn = app.Services.GetRequiredService<SignInEndpoints>();
        app.MapGet(AccountPaths.Home, signIn.ShowHome);
        app.MapGet(AccountPaths.SignIn, signIn.ShowSignIn);
        app.MapPost(AccountPaths.SignIn, (Delegate)signIn.SignInAsync);
        app.MapPost(AccountPaths.SignOut, (Delegate)signIn.SignOutAsync);

        AuthorizationEndpoints authorization = app.Services.GetRequiredService<AuthorizationEndpoints>();
        app.MapGet(AccountPaths.Authorize, authorization.Authorize);
        app.Map(AccountPaths.Authorize, authorization.RefuseMethod);
        app.MapGet(AccountPaths.Approve, authorization.Pick);
        app.MapPost(AccountPaths.Approve, (Delegate)authorization.DecideAsync);
    }

    private static void MapPrograms(WebApplication app)
    {
        TokenEndpoint token = app.Services.GetRequiredService<TokenEndpoint>();
        MapProgram(app, AccountPaths.Token, EmulatorEndpoint.Token, token.AnswerAsync);

        RevocationEndpoints revocation = app.Services.GetRequiredService<RevocationEndpoints>();
        MapProgram(app, AccountPaths.Revoke, EmulatorEndpoint.Revocation, revocation.RevokeAsync);
        MapProgram(app, AccountPaths.RevokeAsClient, EmulatorEndpoint.Revocation, revocation.RevokeAsClientAsync);

        MapProgram(app, AccountPaths.ServerInfo, EmulatorEndpoint.ServerInfo, app.Services.GetRequiredService<ServerInfo>().AnswerAsync);
        MapProgram(app, ApiEndpoints.Pattern, EmulatorEndpoint.Api, app.Services.GetRequiredService<ApiEndpoints>().AnswerAsync);
    }

    // Whatever the method: a wrong one has an answer of Zoho's own.
    private static void MapProgram(WebApplication app, string pattern, EmulatorEndpoint endpoint, Func<HttpContext, Task<Answer>> process)
    {
        Responder responder = app.Services.GetRequiredService<Responder>();
        app.Map(pattern, context => responder.RespondAsync(context, endpoint, process));
    }
}
