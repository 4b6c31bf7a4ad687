namespace Bigin.OAuth;

/// <summary>
/// The id and the secret with which the client makes itself known in one data center. Not a record, which would print the secret.
/// </summary>
internal sealed class ClientCredentials(string clientId, string? clientSecret)
{
    internal string ClientId { get; } = clientId;

    /// <summary>Gets the secret, or null where none is configured.</summary>
    internal string? ClientSecret { get; } = clientSecret;
}
