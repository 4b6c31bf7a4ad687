namespace Bigin.OAuth;

/// <summary>
/// Reads a code that was made in Zoho's API console: the file <c>self_client.json</c> that the console offers, or the code as it is shown.
/// </summary>
/// <remarks>
/// Thread-safe; <c>AddBiginOAuth</c> registers it. It never throws on what the text holds, and sends nothing. The console doesn't say in
/// the file which data center it belongs to, so the caller names it: <c>api-console.zoho.eu</c> is Europe's.
/// </remarks>
/// <example>
/// <code>
/// SelfClientCodeResult result = selfClientCodes.Parse(text, DataCenter.Europe);
/// ConnectResult connected = await result.Match(
///     accepted: code => connections.ConnectAsync("default", code),
///     rejected: rejection => throw new InvalidDataException(rejection.Message));
/// </code>
/// </example>
/// <seealso href="https://www.bigin.com/developer/docs/apis/v2/self-client-generate-code.html">Bigin: Generate a code</seealso>
public sealed class SelfClientCodeParser
{
    private const int MaxTextLength = 64 * 1024;

    // What the console offers at most.
    private static readonly TimeSpan MaxCodeLifetime = TimeSpan.FromMinutes(10);

    // Zoho's clock and this machine's differ a little, and a request that Bigin refuses is cheaper than a good code that isn't sent.
    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(1);

    private readonly DataCenterMap _map;
    private readonly TimeProvider _timeProvider;

    /// <summary>Creates a parser without a container.</summary>
    /// <param name="options">The options, which are validated and copied.</param>
    /// <param name="timeProvider">The clock, or <see langword="null"/> for the system's.</param>
    /// <exception cref="ArgumentNullException"><paramref name="options"/> is <see langword="null"/>.</exception>
    /// <exception cref="Microsoft.Extensions.Options.OptionsValidationException">Options are invalid. The exception lists each and how to
    /// fix it.</exception>
    public SelfClientCodeParser(BiginOAuthOptions options, TimeProvider? timeProvider = null)
    {
        BiginOAuthOptionsValidator.ThrowIfInvalid(options);
        _map = new DataCenterMap(options);
        _timeProvider = timeProvider ?? TimeProvider.System;
    }

    /// <summary>Reads a code.</summary>
    /// <param name="text">The content of <c>self_client.json</c>, or only the code. White space around it and a byte order mark don't
    /// count.</param>
    /// <param name="dataCenter">The data center whose console made the code; <see cref="BiginOAuthOptions.FindDataCenter"/> finds it by its
    /// id.</param>
    /// <returns>A <see cref="SelfClientCode"/> or a <see cref="SelfClientCodeRejected"/>.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="dataCenter"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException">The data center isn't one of <see cref="BiginOAuthOptions.DataCenters"/>.</exception>
    public SelfClientCodeResult Parse(string? text, DataCenter dataCenter)
    {
        ArgumentNullException.ThrowIfNull(dataCenter);
        DataCenter entry = _map.FindOrThrow(dataCenter, nameof(dataCenter));
        ReadOnlySpan<char> content = (text ?? "").AsSpan().TrimStart('\uFEFF').Trim();
        if (content.Length > MaxTextLength)
        {
            return Reject(SelfClientCodeRejection.Malformed, null,
                "The text is longer than 64 KiB. Give the parser the file self_client.json or the code.");
        }

        if (content is ['{', ..] or ['[', ..])
        {
            return SelfClientCodeFile.TryRead(content.ToString(), out SelfClientCodeRejected? flaw) is { } file
                ? Check(file, entry)
                : flaw!;
        }

        return Check(new SelfClientCodeFile { Code = content.ToString() }, entry);
    }

    private SelfClientCodeResult Check(SelfClientCodeFile file, DataCenter dataCenter)
    {
        DateTimeOffset now = _timeProvider.GetUtcNow();
        DateTimeOffset expiresAt = file.ExpiresAt is { } named && named < now + MaxCodeLifetime ? named + Tolerance : now + MaxCodeLifetime;
        return file switch
        {
            { Code: null or "" } =>
                Reject(SelfClientCodeRejection.MissingCode, SelfClientCodeFile.CodeName,
                    "There is no code. Generate one in the API console: Self Client, Generate Code."),
            { GrantType: not (null or SelfClientCodeFile.AuthorizationCode) } => Reject(
                SelfClientCodeRejection.UnsupportedGrantType,
                SelfClientCodeFile.GrantTypeName,
                "The grant type isn't authorization_code, which is the only one that Bigin takes. Generate a code in the API console."),
            { Code: var code } when code.Length > RedirectRules.MaxCodeLength || !Rfc6749Characters.AreVisible(code) || code.Contains(' ')
            || IsNoCode(code) => Reject(
                SelfClientCodeRejection.InvalidCode,
                SelfClientCodeFile.CodeName,
                $"The code is longer than {RedirectRules.MaxCodeLength} "
                + "characters, is in quotes, or is an address, a path or a name in place of it. "
                + "Give the code as the console shows it, or the content of its file."),
            _ when expiresAt <= now => Reject(
                SelfClientCodeRejection.Expired,
                SelfClientCodeFile.ExpiryTimeName,
                "The code has expired. Generate a new one in the API console. If it is new, check that this machine's clock is right."),
            _ when !_map.IsAllowed(dataCenter) => Reject(
                SelfClientCodeRejection.DataCenterNotAllowed, null,
                $"Data center {dataCenter.Id} isn't one of {nameof(BiginOAuthOptions.AllowedDataCenters)}."),
            _ => new SelfClientCode(new AuthorizationCode(file.Code!, now, expiresAt - now), dataCenter, file.Scopes, file.ClientId),
        };
    }

    // What people give by mistake. Nothing else is assumed about a code.
    private static bool IsNoCode(string code) =>
        code is ['"', .., '"'] or ['\'', .., '\'']
        || code.EndsWith(".json", StringComparison.OrdinalIgnoreCase)
        || code.StartsWith("code=", StringComparison.OrdinalIgnoreCase)
        || code.Contains("://", StringComparison.Ordinal)
        || code.Contains('\\');

    private static SelfClientCodeRejected Reject(SelfClientCodeRejection reason, string? member, string message) =>
        new(reason, member, message);
}
