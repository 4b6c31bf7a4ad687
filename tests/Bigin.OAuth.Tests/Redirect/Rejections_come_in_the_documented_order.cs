using static Bigin.OAuth.RedirectRejection;

namespace Bigin.OAuth.Tests.Redirect;

[TestOf(typeof(RedirectRejected))]
public sealed class Rejections_come_in_the_documented_order
{
    private static readonly RedirectRejection[] Documented =
    [
        MalformedQuery, DuplicateParameter, ImplicitToken, ConflictingParameters, MissingState, StateMismatch, MissingParameter,
        InvalidCode, UnknownDataCenter, DataCenterMismatch, DataCenterNotAllowed,
    ];

    private static readonly Flaw[] Flaws =
    [
        new(MalformedQuery, "too long", "x", new string('x', 8192)),
        new(MalformedQuery, "broken escape", "id_token", "%zz"),
        new(DuplicateParameter, "two empty errors", "error&error", ""),
        new(ImplicitToken, "access token", "access_token", "x"),
        new(ConflictingParameters, "error beside the code", "error", "access_denied"),
        new(MissingState, "no state", "state", null),
        new(StateMismatch, "another state", "state", "other"),
        new(MissingParameter, "no location", "location", null),
        new(MissingParameter, "no accounts server", "accounts-server", null),
        new(InvalidCode, "letter outside ASCII", "code", "é"),
        new(InvalidCode, "long code", "code", new string('c', 2049)),
        new(UnknownDataCenter, "unknown accounts server", "accounts-server", "https://accounts.example"),
        new(DataCenterMismatch, "other location", "location", "eu"),
        new(DataCenterMismatch, "unknown location", "location", "xx"),
        new(DataCenterNotAllowed, "not allowed", null, null),
    ];

    // Two flaws in one parameter can't stand in one query.
    private static IEnumerable<TestCaseData> Pairs() =>
        from earlier in Flaws
        from later in Flaws
        where earlier.Reason < later.Reason && earlier.Parameter != later.Parameter
        select new TestCaseData(earlier, later).SetArgDisplayNames($"{earlier.Reason} by {earlier.Name}", $"{later.Reason} by {later.Name}");

    [TestCaseSource(nameof(Pairs))]
    public void So_that_the_earlier_of_two_is_given(Flaw earlier, Flaw later)
    {
        Reject(earlier).Reason.Should().Be(earlier.Reason, "the row has to break this rule");
        Reject(later).Reason.Should().Be(later.Reason, "the row has to break this rule");
        Reject(earlier, later).Reason.Should().Be(earlier.Reason);
    }

    [Test]
    public void And_the_members_stand_in_it() =>
        Enum.GetValues<RedirectRejection>().Should().Equal(Documented);

    [Test]
    public void And_each_stands_before_the_next_in_a_row_of_this_test() =>
        Documented.Zip(Documented.Skip(1)).Except([(MissingState, StateMismatch)])
            .Should().BeSubsetOf(Pairs().Select(row => (((Flaw)row.Arguments[0]!).Reason, ((Flaw)row.Arguments[1]!).Reason)));

    private static RedirectRejected Reject(params Flaw[] flaws)
    {
        var changes = flaws.Where(flaw => flaw.Parameter is not null).Select(flaw => (flaw.Parameter!, flaw.Value)).ToArray();
        var parser = Client.Parser(options =>
        {
            if (Array.Exists(flaws, flaw => flaw.Reason == DataCenterNotAllowed))
            {
                options.AllowedDataCenters.Add("in");
            }
        });

        return parser.Parse(GoodRedirect.With(changes), GoodRedirect.State).Should().BeOfType<RedirectRejected>().Subject;
    }

    /// <summary>What breaks one rule: a parameter with another value, or without one, or a data center that the options leave out.</summary>
    public sealed record Flaw(RedirectRejection Reason, string Name, string? Parameter, string? Value);
}
