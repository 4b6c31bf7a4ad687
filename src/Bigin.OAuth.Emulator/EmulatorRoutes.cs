using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Bigin.OAuth.Emulator;

/// <summary>Maps the paths to their endpoints. Every data center has all of them.</summary>
internal static class EmulatorRoutes
{
    // RFC 9110 section 9.3.2: HEAD is GET without the body. Scripts that wait for a server ask with it.
    // https://www.rfc-editor.org/rfc/rfc9110#section-9.3.2
    internal static readonly string[] GetOrHead = [HttpMethods.Get, HttpMethods.Head];

    internal static void Map(WebApplication app)
    {
        app.Use(app.Services.GetRequiredService<SafeHeaders>().AddAsync);
        app.MapMethods(AccountPaths.Stylesheet, GetOrHead, Serve(_ =>
            Results.Stream(typeof(BiginEmulator).Assembly.GetManifestResourceStream("emulator.css")!, "text/css")));

        Journal journal = app.Services.GetRequiredService<Journal>();
        app.UseWhen(IsRecorded, branch => branch.Use((context, next) => journal.RecordAsync(context, next)));

        MapPages(app);
        MapPrograms(app);
        app.Services.GetRequiredService<ControlEndpoints>().Map(app);
        MapTheRest(app);
    }

    // A handler that is a Delegate costs an expression compiled at every start, and an emulator starts for each test of its users.
    internal static RequestDelegate Serve(Func<HttpContext, IResult> respond) => context => respond(context).ExecuteAsync(context);

    internal static RequestDelegate Serve(Func<HttpContext, Task<IResult>> respond) => async context =>
    {
        IResult result = await respond(context).ConfigureAwait(false);
        await result.ExecuteAsync(context).ConfigureAwait(false);
    };

    // The journal holds what an application or a browser sends to Bigin.
    private static bool IsRecorded(HttpContext context) =>
        context.Request.Path != AccountPaths.Stylesheet
            && !context.Request.Path.StartsWithSegments(ControlEndpoints.Prefix, StringComparison.Ordinal);

    private static void MapPages(WebApplication app)
    {
        SignInEndpoints signIn = app.Services.GetRequiredService<SignInEndpoints>();
        app.MapMethods(AccountPaths.Home, GetOrHead, Serve(signIn.ShowHome));
        app.MapMethods(AccountPaths.SignIn, GetOrHead, Serve(signIn.ShowSignIn));
        app.MapPost(AccountPaths.SignIn, Serve(signIn.SignInAsync));
        app.MapPost(AccountPaths.SignOut, Serve(signIn.SignOutAsync));

        ConsoleEndpoints console = app.Services.GetRequiredService<ConsoleEndpoints>();
        app.MapMethods(AccountPaths.Console, GetOrHead, Serve(console.ShowForm));
        app.MapPost(AccountPaths.ConsoleOrganization, Serve(console.PickOrganizationAsync));
        app.MapPost(AccountPaths.ConsoleCode, Serve(console.CreateAsync));

        AuthorizationEndpoints authorization = app.Services.GetRequiredService<AuthorizationEndpoints>();
        app.MapGet(AccountPaths.Authorize, Serve(authorization.Authorize));
        app.Map(AccountPaths.Authorize, Serve(authorization.RejectMethod));
        app.MapGet(AccountPaths.Approve, Serve(authorization.Pick));
        app.MapPost(AccountPaths.Approve, Serve(authorization.DecideAsync));
    }

    private static void MapPrograms(WebApplication app)
    {
        TokenEndpoint token = app.Services.GetRequiredService<TokenEndpoint>();
        MapProgram(app, AccountPaths.Token, EmulatorEndpoint.Token, token.RespondAsync);

        RevocationEndpoints revocation = app.Services.GetRequiredService<RevocationEndpoints>();
        MapProgram(app, AccountPaths.Revoke, EmulatorEndpoint.Revocation, revocation.RevokeAsync);
        MapProgram(app, AccountPaths.RevokeAsClient, EmulatorEndpoint.Revocation, revocation.RevokeAsClientAsync);

        MapProgram(app, AccountPaths.ServerInfo, EmulatorEndpoint.ServerInfo, app.Services.GetRequiredService<ServerInfo>().RespondAsync);
        MapProgram(app, AccountPaths.UserInfo, EmulatorEndpoint.UserInfo, app.Services.GetRequiredService<UserInfo>().RespondAsync);
        MapProgram(app, ApiEndpoints.Pattern, EmulatorEndpoint.Api, app.Services.GetRequiredService<ApiEndpoints>().RespondAsync);
    }

    // Clients read an empty body as broken JSON, so an unknown path gets the API's error too, and so does a page with a wrong method.
    private static void MapTheRest(WebApplication app) =>
        app.MapFallback("{**path}", context =>
        {
            Journal.SetOutcome(context, ApiErrors.InvalidUrlPattern.Outcome);
            return ApiErrors.InvalidUrlPattern.WriteAsync(context);
        });

    // For every method, because Zoho has a response of its own to a wrong one.
    private static void MapProgram(
        WebApplication app, string pattern, EmulatorEndpoint endpoint, Func<HttpContext, Task<EmulatorResponse>> process)
    {
        Responder responder = app.Services.GetRequiredService<Responder>();
        app.Map(pattern, context => responder.RespondAsync(context, endpoint, process));
    }
}
