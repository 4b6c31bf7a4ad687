using Bigin.OAuth.Emulator;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Polly;

namespace Bigin.OAuth.Tests.Connections;

/// <summary>What a host adds to all of its HTTP clients, and so to the one behind each refresh too.</summary>
[TestOf(typeof(BiginTokenClient))]
public sealed class Handlers_of_all_clients
{
    private static readonly TestCaseData[] Faults =
    [
        new TestCaseData(EmulatorFault.Status(503)).SetArgDisplayNames("503"),
        new TestCaseData(EmulatorFault.Status(429)).SetArgDisplayNames("429"),
        new TestCaseData(EmulatorFault.CutConnection).SetArgDisplayNames("a cut connection"),
    ];

    [TestCaseSource(nameof(Faults))]
    public async Task That_retry_leave_the_count_of_refreshes_true(EmulatorFault fault)
    {
        await using ConnectionHost host = await ConnectionHost.StartAsync(build: builder => builder.Services.ConfigureHttpClientDefaults(
            all => all.AddStandardResilienceHandler(options => (options.Retry.Delay, options.Retry.BackoffType) = (TimeSpan.Zero, DelayBackoffType.Constant))));
        await host.ConnectAsync();
        host.Emulator.Clock.Advance(TimeSpan.FromHours(2));
        host.Emulator.Faults.Next(EmulatorEndpoint.Token, fault, times: 9);

        await host.Connections.Awaiting(x => x.GetAccessTokenAsync(ConnectionHost.Key).AsTask()).Should().ThrowAsync<BiginConnectionException>();

        await ShouldCountOneRefreshAsync(host);
    }

    [Test]
    public async Task That_retry_what_is_slow_leave_the_count_of_refreshes_true()
    {
        var timeOfTheHandlers = new FakeTimeProvider();
        var attemptTimeout = TimeSpan.FromMilliseconds(200);
        await using ConnectionHost host = await ConnectionHost.StartAsync(build: builder => builder.Services
            .AddSingleton<TimeProvider>(timeOfTheHandlers)
            .ConfigureHttpClientDefaults(all => all.AddStandardResilienceHandler(options =>
            {
                (options.Retry.Delay, options.Retry.BackoffType) = (TimeSpan.Zero, DelayBackoffType.Constant);
                options.AttemptTimeout.Timeout = attemptTimeout;
            })));
        await host.ConnectAsync();
        host.Emulator.Clock.Advance(TimeSpan.FromHours(2));
        host.Emulator.Faults.Next(EmulatorEndpoint.Token, EmulatorFault.Delay(Hang.Limit), times: 9);
        Task<AccessToken> refresh = host.TokenAsync();
        await host.UntilAsync(() => host.Refreshes.Count == 1);

        timeOfTheHandlers.Advance(attemptTimeout);

        (await refresh.Awaiting(x => x).Should().ThrowAsync<BiginConnectionException>()).Which.Error!.Kind.Should().Be(TokenErrorKind.Timeout);
        await ShouldCountOneRefreshAsync(host);
    }

    // A refresh belongs to no request, so what a handler takes from the request isn't there.
    [Test]
    public async Task That_need_a_web_request_are_told_apart_from_the_network()
    {
        var currentRequest = new AsyncLocal<string?> { Value = "request-1" };
        await using ConnectionHost host = await ConnectionHost.StartAsync(build: builder =>
            builder.Services.ConfigureHttpClientDefaults(all => all.AddHttpMessageHandler(() => new PropagatesAHeader(currentRequest))));
        await host.ConnectAsync();
        host.Emulator.Clock.Advance(TimeSpan.FromHours(2));

        BiginConnectionException failure =
            (await host.Connections.Awaiting(x => x.GetAccessTokenAsync(ConnectionHost.Key).AsTask()).Should().ThrowAsync<BiginConnectionException>()).Which;

        TokenError error = failure.Error!;
        error.Kind.Should().Be(TokenErrorKind.HandlerFailed);
        error.Hint.Should().Contain("outside of web requests");
        error.Exception.Should().BeOfType<InvalidOperationException>().Which.Message.Should().Be("There is no current request.");
        failure.InnerException.Should().BeSameAs(error.Exception);
    }

    private static async Task ShouldCountOneRefreshAsync(ConnectionHost host)
    {
        DateTimeOffset hourAgo = host.Emulator.Clock.GetUtcNow() - TimeSpan.FromHours(1);
        host.Refreshes.Should().ContainSingle();
        (await host.RowAsync()).RecentRefreshes.Where(time => time > hourAgo).Should().ContainSingle();
    }

    /// <summary>Adds a header of the current web request, and throws outside of one, as Microsoft.AspNetCore.HeaderPropagation does.</summary>
    private sealed class PropagatesAHeader(AsyncLocal<string?> currentRequest) : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            request.Headers.Add("x-request", currentRequest.Value ?? throw new InvalidOperationException("There is no current request."));
            return base.SendAsync(request, cancellationToken);
        }
    }
}
