using System.Diagnostics;

namespace Bigin.OAuth;

/// <summary>Represents a code that was made in Zoho's API console. Only <see cref="SelfClientCodeParser"/> makes one.</summary>
/// <remarks>
/// The console's file also holds the client secret. The library doesn't keep it: the secret of
/// <see cref="BiginOAuthOptions.ClientSecret"/> is used.
/// </remarks>
/// <seealso href="https://www.bigin.com/developer/docs/apis/v2/self-client-generate-code.html">Bigin: Generate a code</seealso>
[DebuggerDisplay("{ToString(),nq}")]
public sealed class SelfClientCode : SelfClientCodeResult
{
    internal SelfClientCode(AuthorizationCode code, DataCenter dataCenter, IReadOnlyList<string>? scopes, string? clientId) =>
        (Code, DataCenter, Scopes, ClientId) = (code, dataCenter, scopes, clientId);

    /// <summary>Gets the code. It is sent to the accounts server of <see cref="DataCenter"/> and nowhere else.</summary>
    /// <value>
    /// It expires a minute after the file's <c>expiry_time</c>, which leaves room for clocks that differ. A code without a file expires ten
    /// minutes after it was parsed, because the console offers at most ten.
    /// </value>
    public AuthorizationCode Code { get; }

    /// <summary>Gets the data center whose console made the code.</summary>
    public DataCenter DataCenter { get; }

    /// <summary>Gets the scopes that the file names, or <see langword="null"/> where it names none.</summary>
    public IReadOnlyList<string>? Scopes { get; }

    /// <summary>Gets the client id that the file names, or <see langword="null"/> where it names none.</summary>
    /// <remarks>
    /// A code of another client than the configured one isn't sent: the result is <see cref="TokenErrorKind.ClientMismatch"/>.
    /// </remarks>
    public string? ClientId { get; }

    /// <summary>Describes the code without its value.</summary>
    /// <returns>A text for logs.</returns>
    public override string ToString() => $"SelfClientCode {{ DataCenter = {DataCenter.Id}, Code = [redacted] }}";
}
