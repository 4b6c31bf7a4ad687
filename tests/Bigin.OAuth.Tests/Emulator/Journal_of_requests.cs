using Bigin.OAuth.Emulator;

namespace Bigin.OAuth.Tests.Emulator;

public sealed class Journal_of_requests
{
    [Test]
    public async Task Tells_what_came_and_what_came_of_it()
    {
        await using Host host = await Host.StartAsync();

        await host.Emulator.AcceptAsync(host.Links.WithState("s").Build().Url, "europe@example.com");

        host.Emulator.Requests.Select(request => request.ToString()).Should().Equal(
            "us GET /oauth/v2/auth 303",
            "us GET /signin 200",
            "us POST /signin 303",
            "eu GET /oauth/v2/auth 200",
            "eu POST /oauth/v2/approve 303 code issued");
        host.Emulator.Requests[0].Parameters.Should().Contain("state", "s").And.Contain("client_id", host.Emulator.ClientId);
    }

    [Test]
    public async Task Holds_no_secret_of_a_form()
    {
        await using Host host = await Host.StartAsync();

        await host.Emulator.RejectAsync(host.Links.Build().Url, "one@example.com");

        EmulatorRequest decision = host.Emulator.Requests[^1];
        decision.Outcome.Should().Be("rejected");
        decision.Parameters.Should().Contain("decision", "reject").And.Contain("emulator_form_token", "[masked]");
    }

    [Test]
    public async Task Is_dated_by_the_clock()
    {
        await using Host host = await Host.StartAsync();
        host.Emulator.Clock.Stop();
        host.Emulator.Clock.Advance(TimeSpan.FromDays(400));

        await host.Emulator.RejectAsync(host.Links.Build().Url, "one@example.com");

        host.Emulator.Requests.Should().OnlyContain(request => request.At == host.Emulator.Clock.GetUtcNow());
    }
}
