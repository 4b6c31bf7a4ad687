using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace Bigin.OAuth.AspNetCore;

/// <summary>What is kept, in the browser and encrypted, while a user is away at Bigin.</summary>
internal sealed record Attempt(
    PendingAuthorization Pending, string Key, string ReturnUrl, string User, DateTimeOffset ExpiresAt,
    OrganizationChange OrganizationChange, string? OrganizationToLeave = null)
{
    internal bool IsExpired(DateTimeOffset now) => now >= ExpiresAt;

    internal string ToJson() => JsonSerializer.Serialize(
        new AttemptJson
        {
            Pending = Pending.ToJson(),
            Key = Key,
            ReturnUrl = ReturnUrl,
            User = User,
            ExpiresAt = ExpiresAt,
            AllowsOrganizationChange = OrganizationChange is OrganizationChange.Allow,
            OrganizationToLeave = OrganizationToLeave,
        },
        AttemptJsonContext.Compact.AttemptJson);

    internal static bool TryFromJson(string json, [NotNullWhen(true)] out Attempt? attempt)
    {
        attempt = null;
        try
        {
            if (JsonSerializer.Deserialize(json, AttemptJsonContext.Compact.AttemptJson) is { } read
                && PendingAuthorization.TryFromJson(read.Pending, out PendingAuthorization? pending))
            {
                attempt = new Attempt(
                    pending,
                    read.Key,
                    read.ReturnUrl,
                    read.User,
                    read.ExpiresAt,
                    read.AllowsOrganizationChange ? OrganizationChange.Allow : OrganizationChange.Ask,
                    read.OrganizationToLeave);
            }
        }
        catch (JsonException)
        {
            // written by another version
        }

        return attempt is not null;
    }

    /// <summary>Describes the attempt without what it keeps.</summary>
    public override string ToString() => $"Attempt {{ Key = {Key}, ExpiresAt = {ExpiresAt:O} }}";
}
