using System.Net;
using System.Text.Json;
using Bigin.OAuth.Tests.Connections.ApiClient;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http.Resilience;
using Microsoft.Extensions.Logging;
using Polly;

namespace Bigin.OAuth.Tests.Tokens;

/// <summary>Everything that can happen between a link and a revocation, with secrets of its own and a host that logs, traces and retries.</summary>
internal sealed class WholeFlow(Recording recording) : IDisposable
{
    // Each holds characters that a form, a URL and base64 write differently.
    internal const string Code = "1000.c0de+of/the=flow.?>~c0de";
    internal const string ClientSecret = "s3cret of+the/flow?>~&s3cret";
    internal const string WrongClientSecret = "wr0ng of+the/flow?>~&wr0ng";
    internal const string AccessToken = "1000.acce55+of/the=flow.?>~acce55";
    internal const string RefreshToken = "1000.refre5h+of/the=flow.?>~refre5h";

    private static readonly RawAnswer Tokens = RawAnswer.Json(JsonSerializer.Serialize(
        new { access_token = AccessToken, refresh_token = RefreshToken, api_domain = "https://api.example.com", token_type = "Bearer", expires_in = 3600 }));

    // A page that shows what was asked, as debugging proxies do.
    private static readonly RawAnswer Echo = RawAnswer.Of(
        200, "text/html", System.Text.Encoding.UTF8.GetBytes($"<pre>{Code} {ClientSecret} {AccessToken} {RefreshToken}</pre>"), $"X-Echo: {RefreshToken}\r\n");

    // How a server might repeat what it was asked, in the text that hosts may log.
    private static readonly Func<string, string>[] Echoes = [form => form, WebUtility.UrlDecode, form => JsonSerializer.Serialize(WebUtility.UrlDecode(form))];

    private readonly List<string> _generated = [];
    private readonly List<object> _results = [];
    private readonly List<Exception> _exceptions = [];
    private readonly CancellationTokenSource _cancellation = new();
    private int _codes;

    /// <summary>What nothing may print: the secrets above, and the codes, states and verifiers of the links.</summary>
    internal IEnumerable<string> Secrets => [Code, ClientSecret, WrongClientSecret, AccessToken, RefreshToken, .. _generated];

    internal IEnumerable<object> Results => [.. _results, .. _results.OfType<BiginTokens>().SelectMany(tokens => new object?[] { tokens.AccessToken, tokens.RefreshToken }).OfType<object>()];

    internal IReadOnlyList<Exception> Exceptions => _exceptions;

    internal async Task PlayAsync()
    {
        await CallAllAsync(Tokens, RawAnswer.Json("""{"status":"success"}"""));
        foreach (RawAnswer failure in new[]
        {
            RawAnswer.Json("""{"error":"invalid_code"}"""),
            RawAnswer.Json("""{"error":"Sie haben zu oft gefragt."}""", 400),
            Echo,
            RawAnswer.Html(503),
            RawAnswer.Cut,
            RawAnswer.Reset,
            Tokens.CutAfter(40),
        })
        {
            await CallAllAsync(failure, failure);
        }

        await CallAllAsync(RawAnswer.Silence, RawAnswer.Silence, client => client.ConfigureHttpClient(http => http.Timeout = TimeSpan.FromMilliseconds(200)));
        await CallAllAsync(RawAnswer.Json("""{"error":"invalid_client_secret"}"""), RawAnswer.Cut, secret: WrongClientSecret);
        await CallAllAsync(Tokens, Tokens, secret: null);
        await CallAllAsync(Tokens, Tokens, client => client.AddHttpMessageHandler(() => new DelegateHandler(async (request, _) =>
            throw new InvalidOperationException($"The form was {await request.Content!.ReadAsStringAsync()}"))));
        await CallAllAsync(Tokens, Tokens, client => client.AddStandardResilienceHandler(WithoutDelay).SelectPipelineByAuthority());
        await EchoAsync();
        await CancelAsync();
        await MistakeAsync();
    }

    public void Dispose() => _cancellation.Dispose();

    // Exchange, the same code again, refresh, exchange too late, revoke: the last answer is the revocation's.
    private async Task CallAllAsync(RawAnswer answer, RawAnswer revocation, Action<IHttpClientBuilder>? configure = null, string? secret = ClientSecret)
    {
        await using RawServer tokens = RawServer.Start(answer);
        await using TokenHost host = Host(tokens.Address, configure, secret);
        AuthorizationResult accepted = Accept(host);
        AuthorizationResult late = Accept(host);
        _results.Add(await host.Tokens.ExchangeAsync(accepted));
        _results.Add(await host.Tokens.ExchangeAsync(accepted));
        _results.Add(await host.Tokens.RefreshAsync(new RefreshToken(RefreshToken), host.DataCenter));
        host.Clock.Advance(TimeSpan.FromMinutes(1));
        _results.Add(await host.Tokens.ExchangeAsync(late));

        await using RawServer revocations = RawServer.Start(revocation);
        await using TokenHost another = Host(revocations.Address, configure, secret);
        _results.Add(await another.Tokens.RevokeAsync(new RefreshToken(RefreshToken), another.DataCenter));
    }

    private async Task EchoAsync()
    {
        foreach (Func<string, string> echo in Echoes)
        {
            await using ApiServer server = await ApiServer.StartAsync((request, _) =>
                TypedResults.Json(new { error = $"unknown_{echo(request.Body)}", error_description = $"{echo(request.Body)} is unknown." }));
            await using TokenHost host = Host(server.Address);
            _results.Add(await host.Tokens.ExchangeAsync(Accept(host)));
            _results.Add(await host.Tokens.RefreshAsync(new RefreshToken(RefreshToken), host.DataCenter));
            _results.Add(await host.Tokens.RevokeAsync(new RefreshToken(RefreshToken), host.DataCenter));
            server.Requests.Should().HaveCount(3);
        }
    }

    private async Task CancelAsync()
    {
        await using RawServer server = RawServer.Start(RawAnswer.Silence.After(_cancellation.CancelAsync));
        await using TokenHost host = Host(server.Address);
        AuthorizationResult accepted = Accept(host);
        await CatchAsync(() => host.Tokens.ExchangeAsync(accepted, _cancellation.Token));
        await CatchAsync(() => host.Tokens.RefreshAsync(new RefreshToken(RefreshToken), host.DataCenter, _cancellation.Token));
    }

    private async Task MistakeAsync()
    {
        await using RawServer server = RawServer.Start(Tokens);
        await using TokenHost host = Host(server.Address);
        await using RawServer otherServer = RawServer.Start(Tokens);
        await using TokenHost other = Host(otherServer.Address);
        AuthorizationResult ofOther = Accept(other);
        string kept = host.Links.WithPkce().Build().Pending.ToJson();
        await CatchAsync(() => host.Tokens.ExchangeAsync((AuthorizationResult)null!));
        await CatchAsync(() => host.Tokens.ExchangeAsync(ofOther));
        await CatchAsync(() => host.Tokens.RefreshAsync(new RefreshToken(RefreshToken), other.DataCenter));
        await CatchAsync(() => host.Tokens.RevokeAsync(new RefreshToken(RefreshToken), other.DataCenter));
        await CatchAsync(() => Task.FromResult(new RefreshToken(RefreshToken + "\n")));
        await CatchAsync(() => Task.FromResult(new AccessToken(AccessToken + "\n")));
        await CatchAsync(() => Task.FromResult(PendingAuthorization.FromJson(kept[..^1])));
        await CatchAsync(() => Task.FromResult(host.Links.WithState(ClientSecret)));
    }

    private AuthorizationResult Accept(TokenHost host)
    {
        AuthorizationRequest request = host.Links.WithPkce().Build();
        using JsonDocument kept = JsonDocument.Parse(request.Pending.ToJson());
        _generated.Add(request.State);
        _generated.AddRange(kept.RootElement.EnumerateObject().Where(member => member.Name.Contains("erifier", StringComparison.Ordinal)).Select(member => member.Value.GetString()!));
        string code = $"{Code}{++_codes}";
        _generated.Add(code);
        AuthorizationResult accepted = host.Accepted(request.Pending, Uri.EscapeDataString(code));
        _results.AddRange([accepted, accepted.Code]);
        return accepted;
    }

    private async Task CatchAsync(Func<Task> call) =>
        _exceptions.Add((await FluentActions.Awaiting(call).Should().ThrowAsync<Exception>()).Which);

    private TokenHost Host(Uri server, Action<IHttpClientBuilder>? configure = null, string? secret = ClientSecret) => new(
        server,
        options => options.ClientSecret = secret,
        builder => configure?.Invoke(builder.TokenHttpClient),
        services =>
        {
            recording.Record(services);
            services.Configure<LoggerFactoryOptions>(options => options.ActivityTrackingOptions =
                ActivityTrackingOptions.TraceId | ActivityTrackingOptions.Tags | ActivityTrackingOptions.Baggage);
        });

    private static void WithoutDelay(HttpStandardResilienceOptions options) =>
        (options.Retry.MaxRetryAttempts, options.Retry.Delay, options.Retry.BackoffType) = (1, TimeSpan.Zero, DelayBackoffType.Constant);
}
