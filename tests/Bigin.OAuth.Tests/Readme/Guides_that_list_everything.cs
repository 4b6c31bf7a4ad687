using System.Diagnostics;
using System.Reflection;
using System.Text.RegularExpressions;
using Bigin.OAuth.AspNetCore;
using Bigin.OAuth.EntityFrameworkCore;
using Bigin.OAuth.Interactive;
using Bigin.OAuth.Tests.Tokens;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OpenTelemetry.Trace;

namespace Bigin.OAuth.Tests.Readme;

public sealed partial class Guides_that_list_everything
{
    private static readonly TokenErrorKind[] Kinds = Enum.GetValues<TokenErrorKind>();

    [TestCaseSource(nameof(Kinds))]
    public void Of_tokens_has_a_row_of_each_kind_of_error(TokenErrorKind kind) => Repository.Read("docs", "tokens.md").Should().Contain($"\n| [`{kind}`](troubleshooting.md#");

    [Test]
    public void Of_observability_has_a_row_of_each_event_and_no_other()
    {
        string[] events =
        [
            .. new[] { typeof(BiginOAuthOptions), typeof(ConnectOutcome), typeof(BiginConnectionsDbContext), typeof(InteractiveConnectOutcome) }.SelectMany(type => type.Assembly.GetTypes())
                .SelectMany(type => type.GetMethods(BindingFlags.NonPublic | BindingFlags.Public | BindingFlags.Static | BindingFlags.Instance))
                .Select(method => method.GetCustomAttribute<LoggerMessageAttribute>()).OfType<LoggerMessageAttribute>()
                .Select(log => $"| {log.EventId} | {log.EventName} | {log.Level} |"),
        ];
        string[] rows = [.. Repository.Read("docs", "observability.md").Split('\n').Where(line => line.Length > 2 && char.IsAsciiDigit(line[2]))];

        events.Should().HaveCountGreaterThan(15).And.OnlyHaveUniqueItems();
        rows.Select(row => LinkPattern().Replace(row[..(row.LastIndexOf('|', row.Length - 2) + 1)], "${text}")).Should().BeEquivalentTo(events);
    }

    [Test]
    public async Task Of_observability_names_what_is_recorded()
    {
        string guide = Repository.Read("docs", "observability.md");
        using var recording = new Recording();
        using var flow = new WholeFlow(recording);

        await flow.PlayAsync();

        string[] names =
        [
            .. recording.Texts.Select(text => text.Split('=', ' ', ':')[0]).Where(name => name.StartsWith("bigin.oauth.", StringComparison.Ordinal)).Distinct(),
        ];
        names.Should().HaveCountGreaterThan(4).And.OnlyContain(name => guide.Contains($"`{name}`", StringComparison.Ordinal));
    }

    [Test]
    public async Task Of_observability_makes_OpenTelemetry_listen()
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(null);
        var spans = new List<Activity>();
        ObservabilityGuide.Listen(builder.Services);
        builder.Services.ConfigureOpenTelemetryTracerProvider(tracing => tracing.AddProcessor(new Collector(spans)));
        using IHost host = builder.Build();
        await host.StartAsync();
        await using RawServer server = RawServer.Start(RawAnswer.Tokens);
        await using var client = new TokenHost(server.Address);

        await client.Tokens.ExchangeAsync(client.Accepted());

        Activity[] ended;
        lock (spans)
        {
            ended = [.. spans];
        }

        ended.Should().Contain(span => span.OperationName == "bigin.oauth exchange" && server.Address.Port.Equals(span.GetTagItem("server.port")));
        await host.StopAsync();
    }

    [GeneratedRegex(@"\[(?<text>\w+)\]\(troubleshooting\.md#[^)]+\)")]
    private static partial Regex LinkPattern();

    private sealed class Collector(List<Activity> spans) : OpenTelemetry.BaseProcessor<Activity>
    {
        public override void OnEnd(Activity data)
        {
            lock (spans)
            {
                spans.Add(data);
            }
        }
    }
}
