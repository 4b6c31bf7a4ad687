using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
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

    internal void Map(WebApplication app)
    {
        // These two are open to everyone who reaches the emulator: they change nothing, and its client secret is public.
        app.MapMethods(Prefix, EmulatorRoutes.GetOrHead, EmulatorRoutes.Serve(_ =>
            Results.Json(ControlInfo.Create(options, directory, registry), ControlRequests.Json)));
        app.MapMethods($"{Prefix}/openapi.json", EmulatorRoutes.GetOrHead, EmulatorRoutes.Serve(_ =>
            Results.Stream(typeof(BiginEmulator).Assembly.GetManifestResourceStream("openapi.json")!, "application/json")));

        Map<ControlRequests.Decision>(app, "accept", (body, cancellationToken) => DecideAsync(body, accepts: true, cancellationToken));
        Map<ControlRequests.Decision>(app, "reject", (body, cancellationToken) => DecideAsync(body, accepts: false, cancellationToken));
        Map<ControlRequests.SelfClientCode>(app, "self-client-codes", body => Results.Content(
            actions.CreateSelfClientCode(body.User, body.Organization, body.Scopes, body.Minutes is { } minutes
            ? TimeSpan.FromMinutes(minutes)
            : null), "application/json"));
        Map<ControlRequests.RefreshToken>(app, "refresh-tokens", body => Results.Json(
            new { refreshToken = actions.IssueRefreshToken(body.User, body.Organization, body.Scopes, body.ClientId) }));
        Map<ControlRequests.Revocation>(app, "revoke", body => Do(() => actions.RevokeAll(body.User)));
        MapWithoutBody(app, HttpMethods.Post, "expire", () => Do(actions.ExpireAccessTokens));
        MapWithoutBody(app, HttpMethods.Post, "reset", () => Do(actions.Reset));

        MapWithoutBody(app, HttpMethods.Get, "clock", ReadClock);
        Map<ControlRequests.Advance>(app, "clock/advance", body =>
        {
            clock.Advance(TimeSpan.FromSeconds(body.Seconds));
            return ReadClock();
        });
        MapWithoutBody(app, HttpMethods.Post, "clock/stop", () =>
        {
            clock.Stop();
            return ReadClock();
        });

        Map<ControlRequests.Fault>(app, "faults", body => Do(() => faults.Next(body.Endpoint, body.Create(), body.Times)));
        MapWithoutBody(app, HttpMethods.Delete, "faults", () => Do(faults.Clear));
        Map<ControlRequests.ApiResponse>(app, "api", body => Do(() => api.MapCanned(body.Create())));
        MapWithoutBody(app, HttpMethods.Delete, "api", () => Do(api.Clear));
        MapWithoutBody(app, HttpMethods.Get, "requests", () => Results.Json(journal.Requests, ControlRequests.Json));
        MapWithoutBody(app, HttpMethods.Delete, "requests", () => Do(journal.Clear));
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

    private void Map<T>(WebApplication app, string path, Func<T, IResult> respond) =>
        Map<T>(app, path, (body, _) => Task.FromResult(respond(body)));

    private void Map<T>(WebApplication app, string path, Func<T, CancellationToken, Task<IResult>> respond) =>
        Map(app, HttpMethods.Post, path, async context =>
        {
            T body = await JsonSerializer.DeserializeAsync<T>(context.Request.Body, ControlRequests.Json, context.RequestAborted)
                .ConfigureAwait(false)
                ?? throw new JsonException("The body is null.");
            return await respond(body, context.RequestAborted).ConfigureAwait(false);
        });

    private void MapWithoutBody(WebApplication app, string method, string path, Func<IResult> respond) =>
        Map(app, method, path, _ => Task.FromResult(respond()));

    private void Map(WebApplication app, string method, string path, Func<HttpContext, Task<IResult>> respond) =>
        app.MapMethods(
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
