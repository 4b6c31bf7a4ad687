using System.Net;
using System.Text.Json;
using Bigin.OAuth;

namespace ConnectBigin;

/// <summary>What Bigin says of the connected organization, or in plain words why it says nothing.</summary>
internal sealed record OrganizationCard(string Title, string? Text = null, string? Advice = null)
{
    private static readonly (string Name, string Member)[] Members =
    [
        ("Name", "company_name"), ("Number", "zgid"), ("Currency", "currency"), ("Country", "country_code"), ("Time zone", "time_zone"),
        ("Primary contact", "primary_email"),
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
            return new OrganizationCard("No answer", $"Bigin did not answer within {bigin.Timeout.TotalSeconds:0} seconds.", "Call again in a few minutes.");
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

        (string Name, string Value)[] facts = [.. from it in Members let value = TextOf(organization, it.Member) where value is not null select (it.Name, value)];
        return facts.Length > 0 ? new OrganizationCard("What Bigin says") { Facts = facts } : null;
    }

    private static string? TextOf(JsonElement organization, string member) =>
        organization.TryGetProperty(member, out JsonElement value) && value.ValueKind is JsonValueKind.String or JsonValueKind.Number && value.ToString() is { Length: > 0 } text ? text : null;

    private static OrganizationCard Refused(HttpStatusCode status) => status switch
    {
        HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => new("Not permitted", "Bigin does not let this connection read the organization.", "Disconnect, connect again, and accept all that is asked for."),
        HttpStatusCode.TooManyRequests => new("Too many requests", "Bigin has had too many requests for this organization.", "Call again in a few minutes."),
        _ => new("No answer", $"Bigin answers with status {(int)status}.", "Call again in a few minutes."),
    };

    private static OrganizationCard Failed(ConnectionFailure reason) => reason switch
    {
        ConnectionFailure.NotConnected => new("Not connected", "There is no connection.", "Connect, then call again.") { MayConnect = true },
        ConnectionFailure.NeedsConsent => new("Consent needed", "Bigin does not know this connection any more.", "Connect again, and accept.") { MayConnect = true },
        ConnectionFailure.Unreadable => new("Can't be decrypted", "The connection was encrypted with a key ring that is not here.", "Bring the key ring back, or connect again.") { MayConnect = true },
        ConnectionFailure.BudgetExhausted => new("Too many requests", "One more call would go over Bigin's limit for access tokens.", "Call again in ten minutes."),
        _ => new("No access for now", "Bigin gives this application no access token for now.", "Call again in a few minutes. The application's log says why."),
    };
}
