using Bigin.OAuth.Emulator;

namespace Bigin.OAuth.FaultRun;

/// <summary>Every kind of fault that the emulator and the gate have, and the lies that their answers can tell.</summary>
/// <remarks>But one: <c>invalid_code</c> for a refresh token that lives is Bigin's word that it does not.</remarks>
internal sealed class FaultDeck(BiginEmulator emulator, Gate gate, Uri trap, Dice dice)
{
    /// <summary>The name of the one that says, without cause, that an access token is not valid.</summary>
    internal const string RefusedToken = "Json(401)";

    private static readonly int[] Redirects = [301, 302, 303, 307, 308];

    private readonly Func<Dice, EmulatorFault>[] _token =
    [
        _ => EmulatorFault.HtmlError,
        d => EmulatorFault.Html(d.Pick([200, 400, 404, 502, 503])),
        d => EmulatorFault.Status(d.Pick([204, 400, 401, 403, 429, 500, 502, 503])),
        d => EmulatorFault.Status(503).WithRetryAfter(TimeSpan.FromSeconds(d.Between(0, 400))),
        d => EmulatorFault.Status(429).WithRetryAfter(emulator.Clock.GetUtcNow().AddSeconds(d.Between(-60, 400))),
        d => EmulatorFault.Error(d.Pick(["invalid_client", "invalid_client_secret", "access_denied", "Invalid_Code", "invalid_code.", "invalid_token", "general_error"])),
        d => EmulatorFault.Json(d.Pick([200, 400, 500]), d.Pick(["{", "[]", "null", "{}", "\"invalid_code\"", "{\"error\":null}", "{\"access_token\":\"\"}", "{\"error\":[\"invalid_code\"]}"])),
        _ => EmulatorFault.Throttle,
        d => EmulatorFault.Throttle.WithRetryAfter(TimeSpan.FromSeconds(d.Between(0, 700))),
        d => EmulatorFault.Delay(TimeSpan.FromMilliseconds(d.Between(20, 1000))),
        _ => EmulatorFault.Delay(Library.Patience * 2),
        _ => EmulatorFault.CutConnection,
        _ => EmulatorFault.TruncatedBody,
        _ => EmulatorFault.ForeignApiDomain(trap),
    ];

    private readonly Func<Dice, EmulatorFault>[] _api =
    [
        _ => EmulatorFault.HtmlError,
        d => EmulatorFault.Html(d.Pick([200, 401, 404, 502, 503])),
        d => EmulatorFault.Status(d.Pick([204, 401, 403, 429, 500, 503])),
        d => EmulatorFault.Json(401, $$"""{"code":"{{d.Pick(["INVALID_TOKEN", "AUTHENTICATION_FAILURE"])}}","details":{},"message":"x","status":"error"}"""),
        _ => EmulatorFault.Json(200, "{"),
        _ => EmulatorFault.Throttle,
        d => EmulatorFault.Delay(TimeSpan.FromMilliseconds(d.Between(20, 1000))),
        _ => EmulatorFault.Delay(Library.Patience * 2),
        _ => EmulatorFault.CutConnection,
        _ => EmulatorFault.TruncatedBody,
    ];

    // A refusal with 4xx would be Bigin's word that the token is dead already.
    private readonly Func<Dice, EmulatorFault>[] _revocation =
    [
        _ => EmulatorFault.HtmlError,
        d => EmulatorFault.Status(d.Pick([429, 500, 503])),
        _ => EmulatorFault.Throttle,
        d => EmulatorFault.Delay(TimeSpan.FromMilliseconds(d.Between(20, 1000))),
        _ => EmulatorFault.Delay(Library.Patience * 2),
        _ => EmulatorFault.CutConnection,
        _ => EmulatorFault.TruncatedBody,
    ];

    internal void PlayToken() => emulator.Faults.Next(EmulatorEndpoint.Token, dice.Pick(_token)(dice), times: dice.Chance(15) ? dice.Between(2, 6) : 1);

    internal void PlayApi() => emulator.Faults.Next(EmulatorEndpoint.Api, dice.Pick(_api)(dice));

    internal void PlayRevocation() => emulator.Faults.Next(EmulatorEndpoint.Revocation, dice.Pick(_revocation)(dice));

    internal void PlayGate() => gate.Next(dice.Chance(30) ? Gate.Reset : dice.Pick(Redirects), isForToken: dice.Chance(50));

    internal void Clear()
    {
        emulator.Faults.Clear();
        gate.Clear();
    }
}
