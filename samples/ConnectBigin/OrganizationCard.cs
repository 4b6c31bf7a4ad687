using System.Net;
using System.Text.Json;
using Bigin.OAuth;

namespace ConnectBigin;

/// <summary>What Bigin says of the connected organization, or in plain words why it says nothing.</summary>
internal sealed record OrganizationCard(string Title, string? Text = null, string? Advice = null)
{
    private static readonly (string Name, string Member, Func<string, string>? Describe)[] Members =
    [
        ("Name", "company_name", null), ("Number", "zgid", null), ("Currency", "currency", null),
        ("Country", "country_code", PlainWords.DescribeCountry), ("Time zone", "time_zone", PlainWords.DescribeTimeZone),
        ("Primary contact", "primary_email", null),
    ];

    private static readonly OrganizationCard Unreachable = new("No answer", "Bigin can't be reached for now.", "Call again in a few minutes.");
    private static readonly OrganizationCard Unreadable = new("No answer that can be read", "Something else came than an organization, such as a page about maintenance.", "Call again in a few minutes.");

    internal IReadOnlyList<(string Name, string Value)> Facts { get; private init; } = [];

    internal bool MayConnect { get; private init; }

    /// <summary>Asks Bigin, after a refresh where one is needed.</summary>
    internal static async Task<OrganizationCard> FetchAsync(BiginConnections connections, string key, CancellationToken cancellationToken)
    {
        using HttpClient bigin = connections.CreateClient(key);
        try
        {
            using HttpResponseMessage answer = await bigin.GetAsync("org", cancellationToken);
            if (!answer.IsSuccessStatusCode)
            {
                return Refused(answer.StatusCode);
            }

            using JsonDocument json = JsonDocument.Parse(await answer.Content.ReadAsByteArrayAsync(cancellationToken));
            return Read(json.RootElement) ?? Unreadable;
        }
        catch (BiginConnectionException exception)
        {
            return Failed(exception.Reason);
        }
        catch (JsonException)
        {
            return Unreadable; // Bigin's maintenance page comes with status 200
        }
        catch (HttpRequestException)
        {
            return Unreachable;
        }
        catch (TaskCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new OrganizationCard("No answer", "Bigin took too long to answer.", "Call again in a few minutes.");
        }
    }

    // Of another company's answer nothing is certain: any member may be missing, null or of another kind tomorrow.
    private static OrganizationCard? Read(JsonElement answer)
    {
        if (answer.ValueKind is not JsonValueKind.Object
            || !answer.TryGetProperty("org", out JsonElement organizations) || organizations.ValueKind is not JsonValueKind.Array
            || organizations.EnumerateArray().FirstOrDefault() is not { ValueKind: JsonValueKind.Object } organization)
        {
            return null;
        }

        (string Name, string Value)[] facts =
        [
            .. from it in Members
               let value = TextOf(organization, it.Member)
               where value is not null
               select (it.Name, it.Describe?.Invoke(value) ?? value),
        ];
        return facts.Length > 0 ? new OrganizationCard("What Bigin says") { Facts = facts } : null;
    }

    private static string? TextOf(JsonElement organization, string member) =>
        organization.TryGetProperty(member, out JsonElement value) && value.ValueKind is JsonValueKind.String or JsonValueKind.Number && value.ToString() is { Length: > 0 } text ? text : null;

    private static OrganizationCard Refused(HttpStatusCode status) => status switch
    {
        HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => new("Not permitted", "Bigin does not let this connection read the organization.", "Disconnect, connect again, and accept all that is asked for."),
        HttpStatusCode.TooManyRequests => new("Too many requests", "Bigin has had too many requests for this organization.", "Call again in a few minutes."),
        _ => new("No answer", "Bigin could not answer for now.", "Call again in a few minutes."),
    };

    private static OrganizationCard Failed(ConnectionFailure reason) => reason switch
    {
        ConnectionFailure.NotConnected => new("Not connected", "There is no connection.", "Connect, then call again.") { MayConnect = true },
        ConnectionFailure.NeedsConsent => new("Connection ended", "Bigin does not accept this connection any more.", "Connect again, and accept.")
        {
            MayConnect = true,
        },
        ConnectionFailure.Unreadable => new("Can't be read", "This application can't read the saved connection.", "Connect again to replace it.")
        {
            MayConnect = true,
        },
        ConnectionFailure.BudgetExhausted =>
            new("Too many requests", "Bigin has had too many requests of this connection.", "Call again in ten minutes."),
        _ => new(
            "No access for now",
            "This application gets no access to Bigin for now.",
            "Call again in a few minutes. If it happens again, tell the people who run this application."),
    };
}
