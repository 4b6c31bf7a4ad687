using Bigin.OAuth.Emulator;

namespace Bigin.OAuth.FaultRun;

/// <summary>Reads the journal of the emulator as it grows: what was sent to Bigin, for which token, and what became of it.</summary>
internal sealed class JournalReader(BiginEmulator emulator, Checks checks, SharedClock clock, Story story, TokenUses uses)
{
    /// <summary>The name of the requests that the prober sends.</summary>
    internal const string Probe = "probe";

    /// <summary>The parameter that names a call of the API.</summary>
    internal const string Call = "call";

    private readonly Dictionary<string, DateTimeOffset> _codes = new(StringComparer.Ordinal);
    private readonly List<(string Call, string AccessToken)> _calls = [];
    private readonly HashSet<string> _refusedAccessTokens = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _faults = new(StringComparer.Ordinal);
    private int _read;

    internal int Refreshes { get; private set; }

    internal int Refreshed { get; private set; }

    internal int Requests => _read;

    internal IReadOnlyDictionary<string, int> Faults => _faults;

    /// <summary>Gets the times at which codes were exchanged, by the clock of the emulator.</summary>
    internal IReadOnlyDictionary<string, DateTimeOffset> Codes => _codes;

    /// <summary>Gets the names of calls of the API, with the access token that each has sent.</summary>
    internal IReadOnlyList<(string Call, string AccessToken)> Calls => _calls;

    /// <summary>Says whether a request was a refresh that Bigin answered with an access token.</summary>
    internal static bool IsRefreshed(EmulatorRequest request) => request.Outcome == "access token issued";

    /// <summary>Says whether the API has refused an access token.</summary>
    internal bool HasRefused(string accessToken) => _refusedAccessTokens.Contains(accessToken);

    /// <summary>Shows the last requests that used a refresh token, by the journal and without the token.</summary>
    internal string Excerpt(string refreshToken) => string.Concat(emulator.Requests
        .Where(request => request.Parameters.GetValueOrDefault("refresh_token") == refreshToken || request.Parameters.GetValueOrDefault("token") == refreshToken)
        .TakeLast(14)
        .Select(request => $"\n    {request.At:HH:mm:ss.fff} {request} {request.Parameters.GetValueOrDefault(AnsweredRequests.Parameter)}"));

    /// <summary>Reads what came since the last time.</summary>
    internal void Read()
    {
        IReadOnlyList<EmulatorRequest> journal = emulator.Requests;
        for (; _read < journal.Count; _read++)
        {
            EmulatorRequest request = journal[_read];
            if (request.Fault is { } fault)
            {
                string kind = $"{request.Path switch { "/oauth/v2/token" => "Token", "/oauth/v2/token/revoke" => "Revocation", _ => "Api" }}.{fault.Split('(', 2) switch
                {
                    ["ForeignApiDomain", ..] => "ForeignApiDomain",
                    ["Delay", var by] => TimeSpan.Parse(by.TrimEnd(')'), null) > Library.Patience ? "Delay(too long)" : "Delay",
                    _ => fault,
                }}";
                _faults[kind] = _faults.GetValueOrDefault(kind) + 1;
            }

            if (request.Parameters.GetValueOrDefault("code") is { } code)
            {
                checks.CodesOnce.That(_codes.TryAdd(code, request.At), () => $"{request} at {request.At:HH:mm:ss.fff}, and at {_codes[code]:HH:mm:ss.fff}");
            }

            if (request.Parameters.GetValueOrDefault("refresh_token") is { } token)
            {
                ReadRefresh(request, token);
            }

            if (request.Path.EndsWith("/revoke", StringComparison.Ordinal) && request.Parameters.GetValueOrDefault("token") is { } revoked)
            {
                string by = request.Parameters.GetValueOrDefault(AnsweredRequests.Parameter) ?? "unknown";
                story.GetRevocations(revoked).Add(new RevocationAttempt(clock.ToReal(request.At), by, request.Outcome == "revoked"));
            }

            ReadCall(request);
            if (request.Outcome == "INVALID_TOKEN" || request.Fault == FaultDeck.RefusedToken)
            {
                _refusedAccessTokens.Add(request.Parameters["Authorization"].Split(' ')[^1]);
            }
        }
    }

    private void ReadCall(EmulatorRequest request)
    {
        if (request.Parameters.TryGetValue(Call, out string? call) && request.Parameters.TryGetValue("Authorization", out string? header))
        {
            _calls.Add((call, header.Split(' ')[^1]));
        }
    }

    private void ReadRefresh(EmulatorRequest request, string token)
    {
        string name = request.Parameters.GetValueOrDefault(AnsweredRequests.Parameter) ?? "unknown.0";
        if (name == Probe)
        {
            return;
        }

        Refreshes++;
        Refreshed += IsRefreshed(request) ? 1 : 0;
        uses.Get(token).Requests.Add(new RefreshRequest(name, request.At));
    }
}
