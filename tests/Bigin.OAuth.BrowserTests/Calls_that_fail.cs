using Bigin.OAuth.Emulator;
using ConnectBigin;

namespace Bigin.OAuth.BrowserTests;

// Its rows share one person at one sample, and come one after another: each leaves the connection as it was.
[Parallelizable(ParallelScope.Self)]
[TestOf(typeof(OrganizationModel))]
public sealed class Calls_that_fail
{
    private static PlainVisit? _visit;

    private static readonly TestCaseData[] Faults =
    [
        new TestCaseData(EmulatorFault.HtmlError, "No answer that can be read").SetArgDisplayNames("a maintenance page with status 200"),
        new TestCaseData(EmulatorFault.Json(200, "[]"), "No answer that can be read").SetArgDisplayNames("another shape"),
        new TestCaseData(EmulatorFault.Json(200, """{"org":[null]}"""), "No answer that can be read").SetArgDisplayNames("no organization"),
        new TestCaseData(EmulatorFault.Json(200, """{"org":[{"company_name":{}}]}"""), "No answer that can be read").SetArgDisplayNames("a name of another kind"),
        new TestCaseData(EmulatorFault.Status(204), "No answer that can be read").SetArgDisplayNames("nothing"),
        new TestCaseData(EmulatorFault.Html(503), "No answer").SetArgDisplayNames("a gateway's page"),
        new TestCaseData(EmulatorFault.Status(429), "Too many requests").SetArgDisplayNames("too many requests"),
        new TestCaseData(EmulatorFault.CutConnection, "No answer").SetArgDisplayNames("a connection that breaks"),
        new TestCaseData(EmulatorFault.TruncatedBody, "No answer").SetArgDisplayNames("half an answer"),
    ];

    [OneTimeSetUp]
    public static async Task ConnectAsync() => _visit = await PlainVisit.StartConnectedAsync();

    [OneTimeTearDown]
    public static async Task EndAsync() => await _visit!.DisposeAsync();

    [TestCaseSource(nameof(Faults))]
    public async Task Say_so_in_plain_words_and_work_afterwards(EmulatorFault fault, string heading)
    {
        await _visit!.OpenAsync("/");

        _visit.Sample.Emulator.Faults.Next(EmulatorEndpoint.Api, fault);
        await _visit.FollowAsync("Call Bigin for Contoso");
        _visit.Expect(heading);
        await _visit.FollowAsync("Call again");

        _visit.ExpectFact("Name", "Acorn Books");
    }

    [Test]
    public async Task For_want_of_time_say_so_too()
    {
        await using PlainVisit visit = await PlainVisit.StartConnectedAsync("--ApiTimeout=00:00:01");

        visit.Sample.Emulator.Faults.Next(EmulatorEndpoint.Api, EmulatorFault.Delay(TimeSpan.FromDays(1)));
        await visit.FollowAsync("Call Bigin for Contoso");

        visit.Expect("No answer");
        visit.ExpectText("Bigin took too long to answer.");
    }

    [Test]
    public async Task For_want_of_a_token_say_so_too()
    {
        await using PlainVisit visit = await PlainVisit.StartConnectedAsync();

        visit.Sample.Emulator.Clock.Advance(TimeSpan.FromDays(1));
        visit.Sample.Emulator.Faults.Next(EmulatorEndpoint.Token, EmulatorFault.HtmlError);
        await visit.FollowAsync("Call Bigin for Contoso");

        visit.Expect("No access for now");
    }

    [Test]
    public async Task To_disconnect_leave_the_connection_as_it_is()
    {
        await using PlainVisit visit = await PlainVisit.StartConnectedAsync();

        visit.Sample.Emulator.Faults.Next(EmulatorEndpoint.Revocation, EmulatorFault.Html(503));
        await visit.DisconnectAsync();
        visit.Expect("Still connected");
        await visit.FollowAsync("Back to the start");
        visit.ExpectState("Connected");

        await visit.DisconnectAsync();
        visit.ExpectState("Not connected");
    }

    [Test]
    public async Task After_consent_connect_nothing()
    {
        await using PlainVisit visit = await PlainVisit.StartAsync();
        visit.Sample.Emulator.Faults.Next(EmulatorEndpoint.Token, EmulatorFault.Html(502));
        await visit.ConnectAsync();
        await visit.SignInAsync("one@example.com");
        await visit.PressAsync("Accept");

        visit.Expect("Not connected");
        visit.ExpectText("could not be reached or did not answer");
        await visit.FollowAsync("Connect again");
        await visit.PressAsync("Accept");
        visit.ExpectConnected();
    }
}
