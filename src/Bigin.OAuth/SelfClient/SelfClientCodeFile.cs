using System.Globalization;
using System.Text.Json;

namespace Bigin.OAuth;

/// <summary>The members of <c>self_client.json</c> that the library reads. The client secret isn't one of them.</summary>
internal sealed class SelfClientCodeFile
{
    internal const string CodeName = "code";
    internal const string ExpiryTimeName = "expiry_time";
    internal const string GrantTypeName = "grant_type";
    internal const string AuthorizationCode = "authorization_code";
    private const string ClientIdName = "client_id";
    private const string ScopeName = "scope";

    private static readonly string[] Names = [CodeName, ExpiryTimeName, GrantTypeName, ClientIdName, ScopeName];

    internal string? Code { get; init; }

    internal DateTimeOffset? ExpiresAt { get; private set; }

    internal string? GrantType { get; private set; }

    internal string? ClientId { get; private set; }

    internal IReadOnlyList<string>? Scopes { get; private set; }

    /// <summary>Reads a file, or says what is wrong with it.</summary>
    internal static SelfClientCodeFile? TryRead(string json, out SelfClientCodeRejected? flaw)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(json);
            if (document.RootElement.ValueKind is not JsonValueKind.Object)
            {
                flaw = Malformed(null, "The text isn't a JSON object.");
                return null;
            }

            var members = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
            foreach (JsonProperty member in document.RootElement.EnumerateObject())
            {
                if (Names.FirstOrDefault(member.NameEquals) is { } name && !members.TryAdd(name, member.Value))
                {
                    flaw = Malformed(name, "The file names this member twice.");
                    return null;
                }
            }

            return TryRead(members, out flaw);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or ArgumentException)
        {
            // The last two say that there is half of a surrogate pair, escaped or not.
            flaw = Malformed(null, "The text isn't JSON.");
            return null;
        }
    }

    private static SelfClientCodeFile? TryRead(Dictionary<string, JsonElement> members, out SelfClientCodeRejected? flaw)
    {
        string? wrong = null;
        var file = new SelfClientCodeFile { Code = Text(CodeName) };
        (file.GrantType, file.ClientId, file.ExpiresAt, file.Scopes) = (Text(GrantTypeName), Text(ClientIdName), Time(), List());
        flaw = wrong is null ? null : Malformed(wrong, "This member has another type or value than in the console's file.");
        return wrong is null ? file : null;

        JsonElement Find(string name) =>
            members.TryGetValue(name, out JsonElement member) && member.ValueKind is not JsonValueKind.Null ? member : default;

        string? Text(string name) => Find(name) switch
        {
            { ValueKind: JsonValueKind.Undefined } => null,
            { ValueKind: JsonValueKind.String } text => text.GetString(),
            _ => Fail<string>(name),
        };

        // Unix time in milliseconds.
        DateTimeOffset? Time()
        {
            JsonElement member = Find(ExpiryTimeName);
            return member.ValueKind switch
            {
                JsonValueKind.Undefined => null,
                JsonValueKind.Number when member.TryGetDecimal(out decimal number) && number == decimal.Truncate(number) =>
                FromUnix(number),
                JsonValueKind.String when long.TryParse(
                    member.GetString(), NumberStyles.None, CultureInfo.InvariantCulture, out long number) => FromUnix(number),
                _ => FailTime(),
            };
        }

        IReadOnlyList<string>? List()
        {
            JsonElement member = Find(ScopeName);
            return member.ValueKind switch
            {
                JsonValueKind.Undefined => null,
                JsonValueKind.String => member.GetString()!.Split([',', ' '], StringSplitOptions.RemoveEmptyEntries),
                JsonValueKind.Array when member.EnumerateArray().All(scope => scope.ValueKind is JsonValueKind.String) =>
                    [.. member.EnumerateArray().Select(scope => scope.GetString()!)],
                _ => Fail<string[]>(ScopeName),
            };
        }

        T? Fail<T>(string name)
            where T : class
        {
            wrong ??= name;
            return null;
        }

        DateTimeOffset? FailTime()
        {
            wrong ??= ExpiryTimeName;
            return null;
        }
    }

    // Times that no calendar has are the first or the last one that it has.
    private static DateTimeOffset FromUnix(decimal milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(
        (long)Math.Clamp(milliseconds, DateTimeOffset.UnixEpoch.ToUnixTimeMilliseconds(),
        DateTimeOffset.MaxValue.ToUnixTimeMilliseconds()));

    private static SelfClientCodeRejected Malformed(string? member, string message) =>
        new(SelfClientCodeRejection.Malformed, member,
            $"{message} Give the parser the file self_client.json as the API console offers it, or only the code.");
}
