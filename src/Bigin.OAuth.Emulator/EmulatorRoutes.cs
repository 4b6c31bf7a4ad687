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
        IServiceProvider services = app.Services;
        var routes = new RouteTable();
        MapPages(services, routes);
        MapPrograms(services, routes);
        services.GetRequiredService<ControlEndpoints>().Map(routes);
        RequestDelegate api = CreateProgram(services, EmulatorEndpoint.Api, services.GetRequiredService<ApiEndpoints>().RespondAsync);

        app.Use(services.GetRequiredService<SafeHeaders>().AddAsync);
        Journal journal = services.GetRequiredService<Journal>();
        app.UseWhen(IsRecorded, branch => branch.Use((context, next) => journal.RecordAsync(context, next)));
        app.Run(context =>
        {
            bool isApi = context.Request.Path.StartsWithSegments(ApiEndpoints.Prefix, StringComparison.OrdinalIgnoreCase);
            RequestDelegate respond = isApi ? api : routes.Find(context.Request) ?? RejectAsync;
            return respond(context);
        });
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
            && !context.Request.Path.StartsWithSegments(ControlEndpoints.Prefix, StringComparison.OrdinalIgnoreCase);

    private static void MapPages(IServiceProvider services, RouteTable routes)
    {
        routes.Map(AccountPaths.Stylesheet, GetOrHead, Serve(_ =>
            Results.Stream(typeof(BiginEmulator).Assembly.GetManifestResourceStream("emulator.css")!, "text/css")));

        SignInEndpoints signIn = services.GetRequiredService<SignInEndpoints>();
        routes.Map(AccountPaths.Home, GetOrHead, Serve(signIn.ShowHome));
        routes.Map(AccountPaths.SignIn, GetOrHead, Serve(signIn.ShowSignIn));
        routes.Map(AccountPaths.SignIn, [HttpMethods.Post], Serve(signIn.SignInAsync));
        routes.Map(AccountPaths.SignOut, [HttpMethods.Post], Serve(signIn.SignOutAsync));

        ConsoleEndpoints console = services.GetRequiredService<ConsoleEndpoints>();
        routes.Map(AccountPaths.Console, GetOrHead, Serve(console.ShowForm));
        routes.Map(AccountPaths.ConsoleOrganization, [HttpMethods.Post], Serve(console.PickOrganizationAsync));
        routes.Map(AccountPaths.ConsoleCode, [HttpMethods.Post], Serve(console.CreateAsync));

        AuthorizationEndpoints authorization = services.GetRequiredService<AuthorizationEndpoints>();
        routes.Map(AccountPaths.Authorize, [HttpMethods.Get], Serve(authorization.Authorize));
        routes.MapAny(AccountPaths.Authorize, Serve(authorization.RejectMethod));
        routes.Map(AccountPaths.Approve, [HttpMethods.Get], Serve(authorization.Pick));
        routes.Map(AccountPaths.Approve, [HttpMethods.Post], Serve(authorization.DecideAsync));
    }

    private static void MapPrograms(IServiceProvider services, RouteTable routes)
    {
        TokenEndpoint token = services.GetRequiredService<TokenEndpoint>();
        Map(AccountPaths.Token, EmulatorEndpoint.Token, token.RespondAsync);

        RevocationEndpoints revocation = services.GetRequiredService<RevocationEndpoints>();
        Map(AccountPaths.Revoke, EmulatorEndpoint.Revocation, revocation.RevokeAsync);
        Map(AccountPaths.RevokeAsClient, EmulatorEndpoint.Revocation, revocation.RevokeAsClientAsync);

        Map(AccountPaths.ServerInfo, EmulatorEndpoint.ServerInfo, services.GetRequiredService<ServerInfo>().RespondAsync);
        Map(AccountPaths.UserInfo, EmulatorEndpoint.UserInfo, services.GetRequiredService<UserInfo>().RespondAsync);

        // For every method, because Zoho has a response of its own to a wrong one.
        void Map(string path, EmulatorEndpoint endpoint, Func<HttpContext, Task<EmulatorResponse>> process) =>
            routes.MapAny(path, CreateProgram(services, endpoint, process));
    }

    private static RequestDelegate CreateProgram(
        IServiceProvider services, EmulatorEndpoint endpoint, Func<HttpContext, Task<EmulatorResponse>> process)
    {
        Responder responder = services.GetRequiredService<Responder>();
        return context => responder.RespondAsync(context, endpoint, process);
    }

    // Clients read an empty body as broken JSON, so an unknown path gets the API's error too, and so does a page with a wrong method.
    private static Task RejectAsync(HttpContext context)
    {
        Journal.SetOutcome(context, ApiErrors.InvalidUrlPattern.Outcome);
        return ApiErrors.InvalidUrlPattern.WriteAsync(context);
    }
}
