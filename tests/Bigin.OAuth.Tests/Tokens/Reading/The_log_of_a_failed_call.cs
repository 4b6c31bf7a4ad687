using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;

namespace Bigin.OAuth.Tests.Tokens.Reading;

[TestOf(typeof(TokenError))]
public sealed class The_log_of_a_failed_call
{
    private const string Marker = "marker-in-a-message";

    private static readonly TestCaseData[] Exceptions =
    [
        Thrown(
            new HttpRequestException(HttpRequestError.ConnectionError, Marker, new SocketException((int)SocketError.ConnectionRefused)),
            "System.Net.Http.HttpRequestException (ConnectionError) > System.Net.Sockets.SocketException (ConnectionRefused)"),
        Thrown(new HttpRequestException(Marker), "System.Net.Http.HttpRequestException"),
        Thrown(new HttpIOException(HttpRequestError.ResponseEnded, Marker), "System.Net.Http.HttpIOException (ResponseEnded)"),
        Thrown(new TaskCanceledException(Marker, new TimeoutException(Marker)), "System.Threading.Tasks.TaskCanceledException > System.TimeoutException"),
        Thrown(new AggregateException(Marker, new FormatException(Marker), new TimeoutException(Marker)), "System.AggregateException > System.FormatException"),
        Thrown(new OfTheHost<string>(Marker), "Bigin.OAuth.Tests.Tokens.Reading.The_log_of_a_failed_call+OfTheHost`1"),
        Thrown(
            Enumerable.Range(0, 20).Aggregate(new InvalidOperationException(Marker), (inner, _) => new InvalidOperationException(Marker, inner)),
            string.Join(" > ", Enumerable.Repeat("System.InvalidOperationException", 8)) + " > …"),
    ];

    private static readonly TestCaseData[] Names =
    [
        Named("a_name_of_tomorrow", "a_name_of_tomorrow"),
        Named("with/other;marks:1", "with/other;marks:1"),
        Named(new string('a', 64), new string('a', 64)),
        Named(new string('a', 65), "unprintable"),
        Named(new string('a', 2000), "unprintable"),
        Named("name\nwarning:", "unprintable"),
        Named("name\u0000", "unprintable"),
        Named("name\u007F", "unprintable"),
        Named("na\"me", "unprintable"),
        Named("na\\me", "unprintable"),
        Named("unknown_1000.refresh.refresh", null),
        Named("unknown_%31000.refresh.refresh", null),
    ];

    [TestCaseSource(nameof(Exceptions))]
    public async Task Names_the_types_of_what_was_thrown_and_none_of_its_words(Exception exception, string cause)
    {
        using var recording = new Recording();
        await using RawServer server = RawServer.Start(RawAnswer.Tokens);
        await using var host = new TokenHost(
            server.Address,
            build: builder => builder.TokenHttpClient.AddHttpMessageHandler(() => new DelegateHandler((_, _) => Task.FromException<HttpResponseMessage>(exception))),
            before: recording.Record);

        await host.SendAsync(TokenRequest.Exchange);
        await host.SendAsync(TokenRequest.Refresh);
        await host.Tokens.RevokeAsync(TokenHost.RefreshToken, host.DataCenter);

        LoggedEvent[] failed = [.. recording.Logs.Where(log => log.Id.Name == "TokenRequestFailed")];
        failed.Should().HaveCount(3).And.OnlyContain(log => log.Message.Contains($"cause {cause}. ", StringComparison.Ordinal) && log.Texts.Contains($"Cause={cause}"));
        recording.Logs.Where(log => log.Category.StartsWith("Bigin", StringComparison.Ordinal)).SelectMany(log => log.Texts)
            .Should().NotContain(text => text.Contains(Marker, StringComparison.Ordinal));
    }

    [Test]
    public async Task Tells_what_the_sockets_said([Values] TokenRequest request)
    {
        using var recording = new Recording();
        await using RawServer server = RawServer.Start(RawAnswer.Cut);
        await using var host = new TokenHost(server.Address, before: recording.Record);

        await host.SendAsync(request);

        Failed(recording).Message.Should().Contain("cause System.Net.Http.HttpRequestException (ResponseEnded) > System.Net.Http.HttpIOException (ResponseEnded). ");
    }

    [TestCaseSource(nameof(Names))]
    public async Task Names_an_error_that_nobody_has_documented(string name, string? cause)
    {
        using var recording = new Recording();
        await using RawServer server = RawServer.Start(RawAnswer.Json(System.Text.Json.JsonSerializer.Serialize(new { error = name, error_description = Marker })));
        await using var host = new TokenHost(server.Address, before: recording.Record);

        await host.SendAsync(TokenRequest.Refresh);

        LoggedEvent failed = Failed(recording);
        failed.Message.Should().Contain($"failed: Other, status 200, cause {cause ?? "none"}. ");
        failed.Texts.Should().Contain($"Cause={cause ?? "none"}").And.NotContain(text => text.Contains(Marker, StringComparison.Ordinal));
    }

    [TestCase("""{"error":"invalid_client"}""")]
    [TestCase("""{"error":"Access Denied"}""")]
    [TestCase("<html>")]
    public async Task Adds_nothing_where_the_kind_says_it_all(string body)
    {
        using var recording = new Recording();
        await using RawServer server = RawServer.Start(RawAnswer.Json(body));
        await using var host = new TokenHost(server.Address, before: recording.Record);

        await host.SendAsync(TokenRequest.Refresh);

        Failed(recording).Texts.Should().Contain("Cause=none");
    }

    [Test]
    public async Task Suspects_a_resilience_handler_that_refuses_to_send_too() =>
        (await Answered.WithErrorAsync(TokenRequest.Refresh, RawAnswer.Cut)).Hint.Should().Contain("resilience handler");

    private static LoggedEvent Failed(Recording recording) => recording.Logs.Should().ContainSingle(log => log.Id.Name == "TokenRequestFailed").Subject;

    private static TestCaseData Thrown(Exception exception, string cause) => new TestCaseData(exception, cause).SetArgDisplayNames(cause);

    private static TestCaseData Named(string name, string? cause) =>
        new TestCaseData(name, cause).SetArgDisplayNames($"{name[..Math.Min(name.Length, 70)]}, {name.Length} characters");

    private sealed class OfTheHost<T>(string message) : Exception(message);
}
