using System.Net;
using Bigin.OAuth.Emulator;

namespace Bigin.OAuth.Tests.Emulator;

[TestOf(typeof(EmulatorFaults))]
public sealed class Delays_of_the_emulator
{
    [Test]
    public async Task Hold_an_answer_back_after_the_request_was_processed_until_the_client_gives_up()
    {
        await using Host host = await Host.StartAsync();
        using var caller = new Caller(host);
        Dictionary<string, string> form = caller.Exchange(await caller.CodeAsync());
        host.Emulator.Faults.Next(EmulatorEndpoint.Token, EmulatorFault.Delay(TimeSpan.FromDays(1)));
        using var givingUp = new CancellationTokenSource();

        Task<HttpResponseMessage> exchange = caller.Http.PostAsync(caller.Address("/oauth/v2/token"), new FormUrlEncodedContent(form), givingUp.Token);
        await UntilAsync(() => host.Emulator.Requests[^1].Path == "/oauth/v2/token");
        bool wasAnswered = exchange.IsCompleted;
        await givingUp.CancelAsync();

        wasAnswered.Should().BeFalse();
        await exchange.Invoking(x => x).Should().ThrowAsync<OperationCanceledException>();
        host.Emulator.Requests[^1].ToString().Should().Be("us POST /oauth/v2/token 200 tokens issued (Delay(1.00:00:00))");
        (await caller.AnswerAsync(form)).Should().Be("{\"error\":\"invalid_code\"}", "the code is used up");
    }

    [Test]
    public async Task Hold_an_answer_back_no_longer_than_they_say()
    {
        await using Host host = await Host.StartAsync();
        using var caller = new Caller(host);
        (string accessToken, _) = await caller.ConnectAsync();
        host.Emulator.Faults.Next(EmulatorEndpoint.Api, EmulatorFault.Delay(TimeSpan.FromMilliseconds(1)));

        (await caller.GetAsync("/bigin/v2/org", accessToken)).StatusCode.Should().Be(HttpStatusCode.OK);
    }

    [Test]
    public async Task Hold_an_answer_back_no_longer_than_the_emulator_runs()
    {
        Host host = await Host.StartAsync();
        using var caller = new Caller(host);
        host.Emulator.Faults.Next(EmulatorEndpoint.Api, EmulatorFault.Delay(TimeSpan.FromDays(1)));
        Task<HttpResponseMessage> call = caller.GetAsync("/bigin/v2/org", null);
        await UntilAsync(() => host.Emulator.Requests.Count == 1);

        await host.DisposeAsync();

        await call.Invoking(x => x).Should().ThrowAsync<HttpRequestException>();
        await host.Emulator.Invoking(x => x.DisposeAsync().AsTask()).Should().NotThrowAsync("disposing of it again is harmless");
        host.Emulator.Requests.Should().ContainSingle();
    }

    /// <summary>Waits for what happens in the emulator while a call is open.</summary>
    private static async Task UntilAsync(Func<bool> isSo)
    {
        using var hang = new CancellationTokenSource(Hang.Limit);
        while (!isSo())
        {
            await Task.Delay(1, hang.Token);
        }
    }
}
