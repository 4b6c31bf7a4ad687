using System.Buffers.Text;
using System.Diagnostics;
using System.Net;
using System.Reflection;
using System.Text;
using System.Text.Json;

namespace Bigin.OAuth.Tests.Tokens;

[TestOf(typeof(BiginTokenClient))]
public sealed class Secrets_stay_in
{
    private static readonly JsonSerializerOptions WithFields = new() { IncludeFields = true };

    [Test]
    public async Task Of_logs_traces_metrics_results_and_exceptions_whatever_happens()
    {
        using var recording = new Recording();
        using var flow = new WholeFlow(recording);

        await flow.PlayAsync();

        string[] results = [.. flow.Results.SelectMany(Prints)];
        string[] exceptions = [.. flow.Exceptions.Select(exception => exception.ToString())];
        flow.Secrets.Should().HaveCountGreaterThan(30).And.OnlyHaveUniqueItems("there are a code, a state and a verifier a link");
        flow.Results.Select(result => result.GetType()).Should().Contain(
            [typeof(AuthorizationResult), typeof(AuthorizationCode), typeof(BiginTokens), typeof(AccessToken), typeof(RefreshToken), typeof(TokenError), typeof(Revoked), typeof(RevocationFailed)]);
        flow.Results.OfType<TokenError>().Select(error => error.Kind).Distinct().Should().HaveCountGreaterThan(9);
        flow.Exceptions.Should().HaveCount(10);
        recording.Logs.Select(log => log.Id.Name).Distinct().Should().Contain(
            ["CodeExchanged", "TokenRefreshed", "TokenRevoked", "TokenRequestFailed", "TokenRequestNotSent", "ApiServerNotFollowed", "TokenRequestCanceled"]);
        recording.Logs.Should().Contain(log => log.Category == "Polly", "handlers of the host log too");
        recording.Texts.Should().Contain("System.Net.Http.HttpRequestOut", "HttpClient traces too")
            .And.Contain("http.client.request.duration", "and measures")
            .And.Contain(text => text.StartsWith("System.Net.Http RequestStart", StringComparison.Ordinal), "and writes events");
        string[] forbidden = [.. flow.Secrets.SelectMany(Spellings).Distinct()];
        string[] texts = [.. recording.Texts.Where(text => !IsFromTheHost(text))];
        Leaks([.. texts, .. results, .. exceptions], forbidden).Should().BeEmpty();
    }

    [TestCaseSource(nameof(Spelled))]
    public void Would_be_found_in_every_spelling(string spelled) =>
        Leaks(["nothing", $"code={spelled}&"], [.. Spellings(WholeFlow.Code)]).Should().NotBeEmpty();

    // One of the handlers throws an exception that holds the form, and HttpClient tells its own event source of it. The library passes it on to none.
    private static bool IsFromTheHost(string text) => text.StartsWith("System.Net.Http RequestFailed", StringComparison.Ordinal) && text.Contains(": The form was ", StringComparison.Ordinal);

    private static IEnumerable<string> Spelled() => Spellings(WholeFlow.Code).Distinct();

    private static string[] Leaks(IEnumerable<string> texts, string[] forbidden) =>
        [.. texts.Distinct().Where(text => forbidden.Any(secret => text.Contains(secret, StringComparison.OrdinalIgnoreCase)))];

    private static string[] Spellings(string secret) =>
    [
        secret,
        Uri.EscapeDataString(secret),
        WebUtility.UrlEncode(secret),
        JsonSerializer.Serialize(secret).Trim('"'),
        Convert.ToBase64String(Encoding.UTF8.GetBytes(secret)).TrimEnd('='),
        Base64Url.EncodeToString(Encoding.UTF8.GetBytes(secret)),
        Convert.ToHexString(Encoding.UTF8.GetBytes(secret)),
    ];

    private static IEnumerable<string> Prints(object result)
    {
        yield return result.ToString()!;
        yield return $"{result}";
        yield return JsonSerializer.Serialize(result, result.GetType());
        yield return JsonSerializer.Serialize(result, result.GetType(), WithFields);
        if (result.GetType().GetCustomAttribute<DebuggerDisplayAttribute>() is { } display)
        {
            display.Value.Should().Be("{ToString(),nq}", "or this test would have to evaluate it");
        }

        foreach (PropertyInfo property in result.GetType().GetProperties())
        {
            yield return property.GetValue(result)?.ToString() ?? "";
        }
    }
}
