using System.Net;
using Bigin.OAuth.AspNetCore;
using Bigin.OAuth.Emulator;
using Microsoft.Extensions.DependencyInjection;

namespace Bigin.OAuth.Tests.AspNetCore;

[TestOf(typeof(ConnectOutcome))]
public sealed class Outcomes
{
    private static readonly TestCaseData[] Rows = [.. EveryOutcome.Rows.Select(row => new TestCaseData(row.Name))];

    [TestCaseSource(nameof(Rows))]
    public async Task Are_answered_by_default_with_a_redirect_or_a_problem(string name)
    {
        EveryOutcome row = EveryOutcome.Rows.Single(row => row.Name == name);
        await using WebHost host = await EveryOutcome.StartAsync();
        using WebBrowser browser = host.Browse();

        using HttpResponseMessage answer = await row.ReachAsync(host, browser);

        if (row.Type is null)
        {
            answer.ShouldReturnTo("/");
        }
        else
        {
            await answer.ShouldBeAsync(row.Status, row.Type);
            (await answer.Content.ReadAsStringAsync()).Should().Contain($"\"title\":\"{row.Title}\"");
        }
    }

    // Such as in an application that was compiled ahead of time: its JSON knows the host's own types and no others.
    [TestCaseSource(nameof(Rows))]
    public async Task Are_answered_where_the_JSON_of_the_host_knows_nothing(string name)
    {
        EveryOutcome row = EveryOutcome.Rows.Single(row => row.Name == name);
        await using WebHost host = await EveryOutcome.StartAsync(
            configureBuilder: builder => builder.Services.ConfigureHttpJsonOptions(options => options.SerializerOptions.TypeInfoResolverChain.Clear()));
        using WebBrowser browser = host.Browse();

        using HttpResponseMessage answer = await row.ReachAsync(host, browser);

        answer.StatusCode.Should().Be(row.Status);
    }

    [Test]
    public async Task Are_problems_as_the_host_customizes_them()
    {
        await using WebHost host = await EveryOutcome.StartAsync(configureBuilder: builder => builder.Services.AddProblemDetails(
            options => options.CustomizeProblemDetails = context => context.ProblemDetails.Extensions["help"] = "/help"));
        using WebBrowser browser = host.Browse();

        using HttpResponseMessage answer = await browser.GetAsync("/bigin/callback?state=x");

        await answer.ShouldBeAsync(HttpStatusCode.BadRequest, "attempt-not-found");
        (await answer.Content.ReadAsStringAsync()).Should().Contain("\"help\":\"/help\"");
    }

    [TestCaseSource(nameof(Rows))]
    public async Task Run_the_branch_that_applies_and_want_all(string name)
    {
        EveryOutcome row = EveryOutcome.Rows.Single(row => row.Name == name);
        var outcomes = new RecordedOutcomes();
        await using WebHost host = await EveryOutcome.StartAsync(outcomes.Record);
        using WebBrowser browser = host.Browse();
        using HttpResponseMessage answer = await row.ReachAsync(host, browser);
        ConnectOutcome outcome = outcomes.Last;
        var ran = new List<(string, ConnectOutcome)>();

        string returned = outcome.Match(
            x => Run("established", x), x => Run("denied", x), x => Run("failed", x), x => Run("untrusted", x),
            x => Run("exchangeFailed", x), x => Run("notLasting", x), x => Run("organizationMismatch", x), x => Run("refused", x));
        outcome.Switch(
            x => Run("established", x), x => Run("denied", x), x => Run("failed", x), x => Run("untrusted", x),
            x => Run("exchangeFailed", x), x => Run("notLasting", x), x => Run("organizationMismatch", x), x => Run("refused", x));

        outcome.Should().BeOfType(row.Outcome);
        returned.Should().Be(row.Branch);
        ran.Should().Equal((row.Branch, outcome), (row.Branch, outcome));
        outcome.ToString().Should().StartWith($"{row.Outcome.Name} {{");
        string[] branches = ["established", "denied", "failed", "untrusted", "exchangeFailed", "notLasting", "organizationMismatch", "refused"];
        branches.Should().AllSatisfy(missing =>
        {
            FluentActions.Invoking(() => outcome.Match(
                Unless<ConnectionEstablished>("established"), Unless<ConsentDenied>("denied"), Unless<ConsentFailed>("failed"), Unless<AnswerUntrusted>("untrusted"),
                Unless<ExchangeFailed>("exchangeFailed"), Unless<ConsentNotLasting>("notLasting"), Unless<OrganizationMismatch>("organizationMismatch"), Unless<AttemptRefused>("refused")))
                .Should().Throw<ArgumentNullException>().WithParameterName(missing);
            FluentActions.Invoking(() => outcome.Switch(
                Nothing<ConnectionEstablished>("established"), Nothing<ConsentDenied>("denied"), Nothing<ConsentFailed>("failed"), Nothing<AnswerUntrusted>("untrusted"),
                Nothing<ExchangeFailed>("exchangeFailed"), Nothing<ConsentNotLasting>("notLasting"), Nothing<OrganizationMismatch>("organizationMismatch"), Nothing<AttemptRefused>("refused")))
                .Should().Throw<ArgumentNullException>().WithParameterName(missing);

            Func<T, int> Unless<T>(string branch) => branch == missing ? null! : _ => 0;
            Action<T> Nothing<T>(string branch) => branch == missing ? null! : _ => { };
        });

        string Run(string branch, ConnectOutcome given)
        {
            ran.Add((branch, given));
            return branch;
        }
    }

    [Test]
    public async Task Of_another_organization_revoke_the_new_tokens_by_default()
    {
        EveryOutcome row = EveryOutcome.Rows.Single(row => row.Outcome == typeof(OrganizationMismatch));
        await using WebHost host = await EveryOutcome.StartAsync();
        using WebBrowser browser = host.Browse();

        using HttpResponseMessage answer = await row.ReachAsync(host, browser);

        EmulatorRequest revocation = host.Emulator.Requests.Should().ContainSingle(request => request.Path == "/oauth/v2/token/revoke").Subject;
        revocation.StatusCode.Should().Be(200);
        (await host.Connections.FindAsync(WebHost.Key))!.Organization!.Name.Should().Be("Acorn Books");
        (await host.Connections.CreateClient(WebHost.Key).GetStringAsync("org")).Should().Contain("Acorn Books");
    }
}
