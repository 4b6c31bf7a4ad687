using System.Net;
using System.Text.Json.Nodes;
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
            JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["title"]!.GetValue<string>().Should().Be(row.Title);
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
            x => Run("connected", x), x => Run("denied", x), x => Run("failed", x), x => Run("rejected", x), x => Run("connectFailed", x),
            x => Run("refreshTokenMissing", x), x => Run("differentOrganization", x), x => Run("attemptRejected", x), x => Run("storeFailed", x));

        outcome.Should().BeOfType(row.Outcome);
        returned.Should().Be(row.Branch);
        ran.Should().Equal((row.Branch, outcome));
        outcome.ToString().Should().StartWith($"{row.Outcome.Name} {{");
        string[] branches = ["connected", "denied", "failed", "rejected", "connectFailed", "refreshTokenMissing", "differentOrganization", "attemptRejected", "storeFailed"];
        branches.Should().AllSatisfy(missing =>
        {
            FluentActions.Invoking(() => outcome.Match(
                Unless<ConnectedOutcome>("connected"), Unless<AuthorizationDeniedOutcome>("denied"), Unless<AuthorizationFailedOutcome>("failed"),
                Unless<RedirectRejectedOutcome>("rejected"), Unless<ConnectFailedOutcome>("connectFailed"), Unless<RefreshTokenMissingOutcome>("refreshTokenMissing"),
                Unless<DifferentOrganizationOutcome>("differentOrganization"), Unless<AttemptRejectedOutcome>("attemptRejected"), Unless<StoreFailedOutcome>("storeFailed")))
                .Should().Throw<ArgumentNullException>().WithParameterName(missing);

            Func<T, int> Unless<T>(string branch) => branch == missing ? null! : _ => 0;
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
        EveryOutcome row = EveryOutcome.Rows.Single(row => row.Name == "another organization");
        await using WebHost host = await EveryOutcome.StartAsync();
        using WebBrowser browser = host.Browse();

        using HttpResponseMessage answer = await row.ReachAsync(host, browser);

        EmulatorRequest revocation = host.Emulator.Requests.Should().ContainSingle(request => request.Path == "/oauth/v2/token/revoke").Subject;
        revocation.StatusCode.Should().Be(200);
        (await host.Connections.FindAsync(WebHost.Key))!.Organization!.Name.Should().Be("Acorn Books");
        (await host.Connections.CreateClient(WebHost.Key).GetStringAsync("org")).Should().Contain("Acorn Books");
    }
}
