using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Bigin.OAuth.Tests.Connections.ApiClient;

/// <summary>An API server that answers as the test says.</summary>
internal sealed class ApiServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<ApiServerRequest> _requests;

    private ApiServer(WebApplication app, ConcurrentQueue<ApiServerRequest> requests) => (_app, _requests) = (app, requests);

    internal const string InvalidToken = """{"code":"INVALID_TOKEN","details":{},"message":"invalid oauth token","status":"error"}""";

    internal Uri Address => new(_app.Urls.Single());

    internal IReadOnlyList<ApiServerRequest> Requests => [.. _requests];

    internal static Task<ApiServer> StartAsync() => StartAsync((_, _) => Results.Text("{}", "application/json"));

    /// <summary>Answers 401 to these tokens, and to those that are added to the collection later.</summary>
    internal static Task<ApiServer> RefusingAsync(string body, params IEnumerable<string> tokens) => StartAsync((request, _) =>
        tokens.Any(token => request.Authorization.EndsWith(token, StringComparison.Ordinal))
            ? Results.Text(body, "application/json", statusCode: 401)
            : Results.Text("{}", "application/json"));

    internal static async Task<ApiServer> StartAsync(Func<ApiServerRequest, HttpContext, IResult> answer)
    {
        var requests = new ConcurrentQueue<ApiServerRequest>();
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        WebApplication app = builder.Build();
        app.Run(async context =>
        {
            using var body = new StreamReader(context.Request.Body);
            var request = new ApiServerRequest(
                context.Request.Method,
                context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget,
                context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase),
                await body.ReadToEndAsync(),
                context.Connection.Id);
            requests.Enqueue(request);
            await answer(request, context).ExecuteAsync(context);
        });
        await app.StartAsync();
        return new ApiServer(app, requests);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
