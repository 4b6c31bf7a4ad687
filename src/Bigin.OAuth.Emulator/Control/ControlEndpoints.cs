using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Bigin.OAuth.Emulator;

/// <summary>
/// Provides the methods of <see cref="BiginEmulator"/> over HTTP and JSON, outside of Zoho's paths. openapi.json describes them.
/// </summary>
internal sealed class ControlEndpoints(
    EmulatorActions actions, EmulatorFaults faults, EmulatorApi api, EmulatorClock clock, Journal journal, ClientRegistry registry,
    AccountDirectory directory,
    BiginEmulatorOptions options)
{
    internal const string Prefix = "/emulator";

    internal void Map(RouteTable routes)
    {
        // These two are open to everyone who reaches the emulator: they change nothing, and its client secret is public.
        routes.Map(Prefix, EmulatorRoutes.GetOrHead, EmulatorRoutes.Serve(_ =>
            Results.Json(ControlInfo.Create(options, directory, registry), ControlRequests.Json)));
        routes.Map($"{Prefix}/openapi.json", EmulatorRoutes.GetOrHead, EmulatorRoutes.Serve(_ =>
            Results.Stream(typeof(BiginEmulator).Assembly.GetManifestResourceStream("openapi.json")!, "application/json")));

        Map<ControlRequests.Decision>(routes, "accept", (body, cancellationToken) => DecideAsync(body, accepts: true, cancellationToken));
        Map<ControlRequests.Decision>(routes, "reject", (body, cancellationToken) => DecideAsync(body, accepts: false, cancellationToken));
        Map<ControlRequests.SelfClientCode>(routes, "self-client-codes", body => Results.Content(
            actions.CreateSelfClientCode(body.User, body.Organization, body.Scopes, body.Minutes is { } minutes
            ? TimeSpan.FromMinutes(minutes)
            : null), "application/json"));
        Map<ControlRequests.RefreshToken>(routes, "refresh-tokens", body => Results.Json(
            new { refreshToken = actions.IssueRefreshToken(body.User, body.Organization, body.Scopes, body.ClientId) }));
        Map<ControlRequests.Revocation>(routes, "revoke", body => Do(() => actions.RevokeAll(body.User)));
        MapWithoutBody(routes, HttpMethods.Post, "expire", () => Do(actions.ExpireAccessTokens));
        MapWithoutBody(routes, HttpMethods.Post, "reset", () => Do(actions.Reset));

        MapWithoutBody(routes, HttpMethods.Get, "clock", ReadClock);
        Map<ControlRequests.Advance>(routes, "clock/advance", body =>
        {
            clock.Advance(TimeSpan.FromSeconds(body.Seconds));
            return ReadClock();
        });
        MapWithoutBody(routes, HttpMethods.Post, "clock/stop", () =>
        {
            clock.Stop();
            return ReadClock();
        });

        Map<ControlRequests.Fault>(routes, "faults", body => Do(() => faults.Next(body.Endpoint, body.Create(), body.Times)));
        MapWithoutBody(routes, HttpMethods.Delete, "faults", () => Do(faults.Clear));
        Map<ControlRequests.ApiResponse>(routes, "api", body => Do(() => api.MapCanned(body.Create())));
        MapWithoutBody(routes, HttpMethods.Delete, "api", () => Do(api.Clear));
        MapWithoutBody(routes, HttpMethods.Get, "requests", () => Results.Json(journal.Requests, ControlRequests.Json));
        MapWithoutBody(routes, HttpMethods.Delete, "requests", () => Do(journal.Clear));
    }

    private async Task<IResult> DecideAsync(ControlRequests.Decision body, bool accepts, CancellationToken cancellationToken)
    {
        Uri redirect = await actions.DecideAsync(body.Url, body.User, body.Organization, accepts, cancellationToken).ConfigureAwait(false);
        return Results.Json(new { redirect = redirect.OriginalString });
    }

    private IResult ReadClock() => Results.Json(new { now = clock.GetUtcNow(), isStopped = clock.IsStopped });

    private static IResult Do(Action act)
    {
        act();
        return Results.NoContent();
    }

    private void Map<T>(RouteTable routes, string path, Func<T, IResult> respond) =>
        Map<T>(routes, path, (body, _) => Task.FromResult(respond(body)));

    private void Map<T>(RouteTable routes, string path, Func<T, CancellationToken, Task<IResult>> respond) =>
        Map(routes, HttpMethods.Post, path, async context =>
        {
            T body = await JsonSerializer.DeserializeAsync<T>(context.Request.Body, ControlRequests.Json, context.RequestAborted)
                .ConfigureAwait(false)
                ?? throw new JsonException("The body is null.");
            return await respond(body, context.RequestAborted).ConfigureAwait(false);
        });

    private void MapWithoutBody(RouteTable routes, string method, string path, Func<IResult> respond) =>
        Map(routes, method, path, _ => Task.FromResult(respond()));

    private void Map(RouteTable routes, string method, string path, Func<HttpContext, Task<IResult>> respond) =>
        routes.Map(
            $"{Prefix}/{path}",
            HttpMethods.IsGet(method) ? EmulatorRoutes.GetOrHead : [method],
            EmulatorRoutes.Serve(async context =>
                ControlGuard.FindError(context, options) ?? await TryAsync(context, respond).ConfigureAwait(false)));

    // What the caller sent is data: a mistake in it is a 400 with a sentence. The emulator's own error page is a 409.
    private static async Task<IResult> TryAsync(HttpContext context, Func<HttpContext, Task<IResult>> respond)
    {
        try
        {
            return await respond(context).ConfigureAwait(false);
        }
        catch (Exception e) when (e is JsonException or ArgumentException or OverflowException)
        {
            return Error(StatusCodes.Status400BadRequest, e.Message);
        }
        catch (InvalidOperationException e)
        {
            return Error(StatusCodes.Status409Conflict, e.Message);
        }
    }

    internal static IResult Error(int status, string message) => Results.Json(new JsonObject { ["error"] = message }, statusCode: status);
}
