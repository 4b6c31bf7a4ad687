using System.Reflection;
using Bigin.OAuth.Interactive;

namespace Bigin.OAuth.Tests.Interactive;

[TestOf(typeof(InteractiveConnectOutcome))]
public sealed class Matching_an_outcome_of_a_wait
{
    [Test]
    public void Has_the_names_of_the_endpoints_outcomes() => Names(typeof(InteractiveConnectOutcome)).Should().Equal(
        "connected", "denied", "failed", "connectFailed", "refreshTokenMissing", "differentOrganization", "timedOut", "cannotListen");

    [Test]
    public void Has_three_cases_where_nothing_was_exchanged() => Names(typeof(InteractiveAuthorization)).Should().Equal("answered", "timedOut", "cannotListen");

    [Test]
    public void Runs_the_function_that_applies()
    {
        var timedOut = new TimedOut(TimeSpan.FromMinutes(1));
        var cannotListen = new CannotListen(ListenFailure.PortNotPermitted, "Not permitted.");

        Name(new TimedOutOutcome(timedOut)).Should().Be("timed out");
        Name(new CannotListenOutcome(cannotListen)).Should().Be("Not permitted.");
        timedOut.Match(_ => 1, _ => 2, _ => 3).Should().Be(2);
        cannotListen.Match(_ => 1, _ => 2, _ => 3).Should().Be(3);
    }

    [Test]
    public void Is_described_for_logs()
    {
        var timedOut = new TimedOut(TimeSpan.FromMinutes(1));
        var cannotListen = new CannotListen(ListenFailure.PortNotPermitted, "Not permitted.");

        timedOut.ToString().Should().Be("TimedOut { Timeout = 00:01:00 }");
        cannotListen.ToString().Should().Be("CannotListen { Reason = PortNotPermitted }");
        new TimedOutOutcome(timedOut).ToString().Should().Be("TimedOutOutcome { Timeout = 00:01:00 }");
        new CannotListenOutcome(cannotListen).ToString().Should().Be("CannotListenOutcome { Reason = PortNotPermitted }");
    }

    [Test]
    public void Needs_every_function()
    {
        var outcome = new TimedOutOutcome(new TimedOut(TimeSpan.Zero));

        outcome.Invoking(it => it.Match<int>(null!, _ => 1, _ => 1, _ => 1, _ => 1, _ => 1, _ => 1, _ => 1)).Should().Throw<ArgumentNullException>().WithParameterName("connected");
        outcome.Invoking(it => it.Match<int>(_ => 1, _ => 1, _ => 1, _ => 1, _ => 1, _ => 1, _ => 1, null!)).Should().Throw<ArgumentNullException>().WithParameterName("cannotListen");
    }

    [TestCase(typeof(InteractiveConnectOutcome))]
    [TestCase(typeof(InteractiveAuthorization))]
    public void Has_no_Switch_beside_it(Type type) => type.GetMethod("Switch").Should().BeNull();

    private static string Name(InteractiveConnectOutcome outcome) => outcome.Match(
        connected: _ => "connected",
        denied: _ => "denied",
        failed: _ => "failed",
        connectFailed: _ => "connect failed",
        refreshTokenMissing: _ => "refresh token missing",
        differentOrganization: _ => "different organization",
        timedOut: _ => "timed out",
        cannotListen: it => it.Message);

    private static IEnumerable<string?> Names(Type type) => type.GetMethod("Match", BindingFlags.Public | BindingFlags.Instance)!.GetParameters().Select(parameter => parameter.Name);
}
