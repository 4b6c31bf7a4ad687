using Bigin.OAuth.AspNetCore;
using Bigin.OAuth.Interactive;
using Microsoft.Extensions.Logging;

namespace Bigin.OAuth.Tests.Readme;

public sealed class The_guide_to_what_went_wrong
{
    private const int LinesOfAScreen = 45;

    // Zoho's own, which no package says.
    private static readonly string[] OfZoho = ["Access Denied: Maximum request limit reached", "NO_PERMISSION", "TOO_MANY_REQUESTS"];

    // Said by the command, or later than at the start.
    private static readonly string[] NotAtTheStart =
    [
        "The settings are wrong:",
        "The attempt is too long for a cookie. Ask for fewer scopes in ConfigureLink, or use a shorter key.",
    ];

    private static readonly string[] Sections = [.. TroubleshootingGuide.Causes.Keys];

    private static readonly string[] Quotes =
    [
        .. TroubleshootingGuide.Causes.Values.SelectMany(TroubleshootingGuide.GetQuotes)
            .Concat(TroubleshootingGuide.Seen).Except(OfZoho).Distinct(),
    ];

    private static readonly TestCaseData[] Events =
    [
        .. CodeTexts.Events.OrderBy(log => log.EventId)
            .Select(log => new TestCaseData(log).SetArgDisplayNames($"{log.EventId} {log.EventName}")),
    ];

    private static readonly TestCaseData[] Problems =
    [
        .. CodeTexts.Problems.Select(problem => new TestCaseData(problem.Type, problem.Title).SetArgDisplayNames(problem.Type)),
    ];

    private static readonly TokenErrorKind[] Kinds = Enum.GetValues<TokenErrorKind>();

    private static readonly InteractivePageKind[] Pages = Enum.GetValues<InteractivePageKind>();

    private static readonly TestCaseData[] Names =
    [
        .. Members<TokenErrorKind>("token-errors"),
        .. Members<ConnectionFailure>("connections-without-a-token"),
        .. Members<ConnectionStatus>("status-of-a-connection"),
        .. Members<AttemptRejection>("rejected-attempts"),
        .. Members<RedirectRejection>("rejected-redirects"),
        .. Members<SelfClientCodeRejection>("rejected-self-client-codes"),
        .. Members<ListenFailure>("redirect-uris-that-cannot-be-listened-on"),
        .. Members<InteractivePageKind>("pages-of-a-console-or-desktop-program"),
    ];

    [Test]
    public void Has_at_least_thirty_causes() => Sections.Should().HaveCountGreaterThanOrEqualTo(30);

    [TestCaseSource(nameof(Sections))]
    public void Says_of_each_cause_what_is_seen_and_why_and_the_fix_and_the_check_within_a_screen(string section)
    {
        string text = TroubleshootingGuide.Causes[section];

        TroubleshootingGuide.GetQuotes(text).Should().NotBeEmpty();
        text.Should().Contain("- **Why").And.ContainAny("- **Fix.**", "- **Why and fix**").And.Contain("- **Check.** ");
        text.Split('\n').Should().HaveCountLessThan(LinesOfAScreen);
    }

    [TestCaseSource(nameof(Sections))]
    public void Leads_from_the_index_or_a_table_to_each_cause(string section) => Targets().Should().Contain(section);

    [Test]
    public void Leads_to_headings_that_exist() =>
        Targets().Should().HaveCountGreaterThan(150)
            .And.BeSubsetOf([.. TroubleshootingGuide.Causes.Keys, .. TroubleshootingGuide.Tables.Keys]);

    [TestCaseSource(nameof(Names))]
    public void Has_a_row_with_a_link_for_each_name(string table, string name) =>
        TroubleshootingGuide.GetTarget(TroubleshootingGuide.GetRow(table, name)).Should().NotBeEmpty();

    [TestCaseSource(nameof(Problems))]
    public void Leads_from_the_title_of_each_problem_where_the_guide_to_the_endpoints_leads(string type, string title)
    {
        string row = TroubleshootingGuide.GetRow("problem-types", type);
        string guide = Repository.Read("docs", "aspnetcore.md").Split('\n')
            .Single(line => line.Contains($"[`urn:bigin-oauth:{type}`]", StringComparison.Ordinal));

        row.Should().StartWith($"| `{title}` | ");
        TroubleshootingGuide.GetTarget(row).Should().NotBeEmpty().And.Be(TroubleshootingGuide.GetTarget(guide));
    }

    [TestCaseSource(nameof(Events))]
    public void Leads_from_the_text_of_each_event_where_the_guide_to_logs_leads(LoggerMessageAttribute log)
    {
        string row = TroubleshootingGuide.GetRow("log-events", log.EventName!);
        string guide = Repository.Read("docs", "observability.md").Split('\n')
            .Single(line => line.StartsWith($"| {log.EventId} | ", StringComparison.Ordinal));
        string quote = row.Split('`')[1];

        row.Should().Contain($"| {log.EventId} `{log.EventName}` |");
        TroubleshootingGuide.Matches(quote, CodeTexts.WithEllipses(log.Message)).Should().BeTrue(log.Message);
        TroubleshootingGuide.GetTarget(row).Should().NotBeEmpty().And.Be(TroubleshootingGuide.GetTarget(guide));
    }

    [TestCaseSource(nameof(Kinds))]
    public void Quotes_the_hint_of_each_kind_of_error_where_the_guide_to_tokens_leads(TokenErrorKind kind)
    {
        string target = TroubleshootingGuide.GetTarget(TroubleshootingGuide.GetRow("token-errors", kind.ToString()));
        string row = Repository.Read("docs", "tokens.md").Split('\n')
            .Single(line => line.StartsWith($"| [`{kind}`]", StringComparison.Ordinal));

        TroubleshootingGuide.GetQuotes(TroubleshootingGuide.Causes[target])
            .Should().Contain(quote => TroubleshootingGuide.Matches(quote, CodeTexts.GetHint(kind)), CodeTexts.GetHint(kind));
        TroubleshootingGuide.GetTarget(row).Should().Be(target);
    }

    [TestCaseSource(nameof(Pages))]
    public void Has_the_title_of_each_page_of_a_console_program(InteractivePageKind kind) =>
        TroubleshootingGuide.GetRow("pages-of-a-console-or-desktop-program", kind.ToString())
            .Should().StartWith($"| `{new InteractivePage(kind).Title}` | ");

    [Test]
    public async Task Quotes_only_what_the_packages_say()
    {
        string[] produced = [.. await StartFailures.ProduceAsync(), .. ListenFailures()];

        string[] invented =
        [
            .. Quotes.Where(quote => !CodeTexts.AreCompiled(quote))
                .Where(quote => !Array.Exists(produced, text => TroubleshootingGuide.Matches(quote, text)))
                .Where(quote => !Kinds.Any(kind => TroubleshootingGuide.Matches(quote, CodeTexts.GetHint(kind))))
                .Where(quote => !Names.Any(name => (string)name.Arguments[1]! == quote)),
        ];

        Quotes.Should().HaveCountGreaterThan(150);
        string.Join('\n', invented).Should().BeEmpty();
    }

    [TestCase("a-setting-is-missing-or-wrong")]
    [TestCase("the-redirect-uri-cannot-be-used")]
    [TestCase("the-endpoints-cannot-be-mapped")]
    public async Task Quotes_what_a_host_says_that_does_not_start(string section)
    {
        IReadOnlyList<string> produced = await StartFailures.ProduceAsync();
        string[] said = [.. produced, .. CodeTexts.Events.Select(log => CodeTexts.WithEllipses(log.Message))];

        string[] quotes = [.. TroubleshootingGuide.GetQuotes(TroubleshootingGuide.Causes[section]).Except(NotAtTheStart)];

        quotes.Should().HaveCountGreaterThan(3).And.OnlyContain(quote => said.Any(text => TroubleshootingGuide.Matches(quote, text)));
    }

    private static IEnumerable<string> ListenFailures() => Enum.GetValues<ListenFailure>()
        .Select(reason => ListenFailureText.Describe([(new LoopbackEndpoint(new Uri("http://localhost:5999/callback")), reason)]));

    private static string[] Targets() =>
    [
        .. TroubleshootingGuide.Text.Split('\n').Where(line => line.StartsWith('|'))
            .Select(TroubleshootingGuide.GetTarget).Where(target => target.Length > 0),
    ];

    private static IEnumerable<TestCaseData> Members<T>(string table)
        where T : struct, Enum => Enum.GetNames<T>().Select(name => new TestCaseData(table, name).SetArgDisplayNames(typeof(T).Name, name));
}
