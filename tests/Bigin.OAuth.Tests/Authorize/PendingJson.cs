using System.Text.Json.Nodes;

namespace Bigin.OAuth.Tests.Authorize;

/// <summary>Looks into what a host stores while the user is away.</summary>
internal static class PendingJson
{
    internal static string? CodeVerifier(PendingAuthorization pending) => (string?)JsonNode.Parse(pending.ToJson())!["codeVerifier"];

    /// <summary>What is stored for a link with PKCE, with one member changed or, where the value is null, taken away.</summary>
    internal static string With(string member, string? value)
    {
        PendingAuthorization pending = Client.Builder().WithPkce().WithState("marker-state").WithRedirectUri(new Uri("https://marker.example.com/")).Build().Pending;
        JsonNode json = JsonNode.Parse(pending.ToJson())!;
        json.AsObject().Remove(member).Should().BeTrue("the row is about a member that is written");
        if (value is not null)
        {
            json[member] = value;
        }

        return json.ToJsonString();
    }
}
