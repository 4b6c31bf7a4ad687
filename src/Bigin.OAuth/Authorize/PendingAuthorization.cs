using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace Bigin.OAuth;

/// <summary>
/// Holds what a host keeps while the user is away on Bigin's pages: the state, the redirect URI and, with PKCE, the code verifier.
/// </summary>
/// <remarks>
/// Keep it where only this user's browser brings it back, such as in a protected, HttpOnly cookie or in the server-side session:
/// the state protects the user only while it is tied to the browser that the link was made for (RFC 9700 section 4.7.1).
/// </remarks>
[DebuggerDisplay("{ToString(),nq}")]
public sealed class PendingAuthorization
{
    internal const int MaximumStateLength = 512;

    // RFC 7636 section 4.1: "a minimum length of 43 characters and a maximum length of 128 characters".
    // https://www.rfc-editor.org/rfc/rfc7636#section-4.1
    private const int MinimumVerifierLength = 43;
    private const int MaximumVerifierLength = 128;

    internal PendingAuthorization(
        string state, Uri redirectUri, string? clientId, string[]? scopes, string? codeVerifier, DateTimeOffset createdAt)
    {
        ClientId = clientId;
        State = state;
        RedirectUri = redirectUri;
        Scopes = scopes;
        CodeVerifier = codeVerifier;
        CreatedAt = createdAt;
    }

    /// <summary>Gets the <c>state</c> in the link.</summary>
    public string State { get; }

    /// <summary>Gets the redirect URI in the link. Bigin wants the same one again when the code is exchanged.</summary>
    public Uri RedirectUri { get; }

    /// <summary>Gets the moment at which the link was made.</summary>
    public DateTimeOffset CreatedAt { get; }

    /// <summary>Gets the client id in the link; null in what an older version has written.</summary>
    internal string? ClientId { get; }

    /// <summary>Gets the scopes in the link, because Bigin's responses may name none; null in what an older version has written.</summary>
    internal string[]? Scopes { get; }

    /// <summary>Gets the code verifier, where the link carries its challenge.</summary>
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    internal string? CodeVerifier { get; }

    /// <summary>Reads what <see cref="ToJson"/> wrote.</summary>
    /// <param name="json">The JSON text.</param>
    /// <returns>The pending authorization.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="json"/> is null.</exception>
    /// <exception cref="JsonException">The text is not what <see cref="ToJson"/> writes. The message holds nothing of it.</exception>
    public static PendingAuthorization FromJson(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        return TryFromJson(json, out PendingAuthorization? pending)
            ? pending
            : throw new JsonException($"The text is not what {nameof(PendingAuthorization)}.{nameof(ToJson)} writes.");
    }

    /// <summary>Reads what <see cref="ToJson"/> wrote, from a place that others can write to.</summary>
    /// <param name="json">The JSON text, or null where nothing was found.</param>
    /// <param name="pending">The pending authorization, or null where the text is none.</param>
    /// <returns>Whether the text is a pending authorization.</returns>
    public static bool TryFromJson([NotNullWhen(true)] string? json, [NotNullWhen(true)] out PendingAuthorization? pending)
    {
        pending = null;
        if (json is null)
        {
            return false;
        }

        PendingAuthorizationJson? read;
        try
        {
            read = JsonSerializer.Deserialize(json, PendingAuthorizationJsonContext.Default.PendingAuthorizationJson);
        }
        catch (Exception exception) when (exception is JsonException or ArgumentException)
        {
            return false; // not JSON, or not even Unicode
        }

        if (read is not { State: { } state, RedirectUri: { } redirectUri, CreatedAt: { } createdAt }
            || !IsState(state)
            || RedirectEndpoint.FindFlaw(redirectUri, BiginClientType.Mobile) is not null // which accepts what all kinds of client do
            || CredentialText.FindFlaw(read.ClientId) is not null
            || !(read.Scopes is null || Array.TrueForAll(read.Scopes, scope => ScopeToken.FindFlaw(scope) is null))
            || !(read.CodeVerifier is null || IsCodeVerifier(read.CodeVerifier)))
        {
            return false;
        }

        pending = new PendingAuthorization(state, redirectUri, read.ClientId, read.Scopes, read.CodeVerifier, createdAt);
        return true;
    }

    /// <summary>
    /// Writes everything, the code verifier included, as JSON for a place that only this user's browser or the server can read.
    /// </summary>
    /// <returns>The JSON text, without line breaks.</returns>
    public string ToJson() => JsonSerializer.Serialize(
        new PendingAuthorizationJson
        {
            State = State,
            RedirectUri = RedirectUri,
            ClientId = ClientId,
            Scopes = Scopes,
            CodeVerifier = CodeVerifier,
            CreatedAt = CreatedAt
        },
        PendingAuthorizationJsonContext.Default.PendingAuthorizationJson);

    /// <summary>Describes the pending authorization without its state and code verifier.</summary>
    /// <returns>A text for logs.</returns>
    public override string ToString() => $"PendingAuthorization {{ RedirectUri = {RedirectUri}, CreatedAt = {CreatedAt:O} }}";

    internal static bool IsState(string text) => text.Length is > 0 and <= MaximumStateLength && RandomToken.IsUnreserved(text);

    private static bool IsCodeVerifier(string text) =>
        text.Length is >= MinimumVerifierLength and <= MaximumVerifierLength && RandomToken.IsUnreserved(text);
}
