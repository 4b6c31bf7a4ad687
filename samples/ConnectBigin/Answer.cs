using Bigin.OAuth;

namespace ConnectBigin;

/// <summary>Says in plain words what came back from Bigin.</summary>
internal sealed record Answer(string Title, string Text)
{
    internal IReadOnlyList<(string Name, string Value)> Facts { get; private init; } = [];

    internal int? SecondsLeft { get; private init; }

    internal string? Advice { get; private init; }

    internal static Answer NoAttempt { get; } = new("Nothing to answer", "This address belongs to no attempt that this browser has open: it was answered already, or it was opened elsewhere.")
    {
        Advice = "Go back to the start and connect from there.",
    };

    internal static Answer Connected(BiginTokens tokens, string organization, IEnumerable<string> requestedScopes, DateTimeOffset now) =>
        new("Connected", $"This application is connected to {organization}.")
        {
            Facts =
            [
                ("Organization", organization),
                ("Data center", tokens.DataCenter.Id),
                ("Scopes", string.Join(", ", tokens.GrantedScopes ?? requestedScopes)),
                ("Stays connected", tokens.RefreshToken is null ? "no: Bigin sent no refresh token, because you accepted before" : "yes, by a refresh token"),
            ],
            SecondsLeft = (int)Math.Max(0, (tokens.ExpiresAt - now).TotalSeconds),
        };

    internal static Answer NotConnected(TokenError error) => new("Not connected", error.Kind switch
    {
        TokenErrorKind.CodeExpired or TokenErrorKind.CodeAlreadyUsed or TokenErrorKind.InvalidCode =>
            "You accepted, but Bigin's answer was too old or was used before.",
        TokenErrorKind.RateLimited or TokenErrorKind.AccessDenied => "You accepted, but Bigin has had too many requests from this application.",
        _ when error.IsTransient => "You accepted, but Bigin could not be reached or did not answer.",
        _ => "You accepted, but this application is not set up for your data center in the way that Bigin expects.",
    })
    {
        Facts = [("Reason", error.Kind.ToString())],
        Advice = error switch
        {
            { Kind: TokenErrorKind.RateLimited or TokenErrorKind.AccessDenied } => "Wait ten minutes, and connect again.",
            { IsTransient: true } => "Try again in a few minutes.",
            { Kind: TokenErrorKind.CodeExpired or TokenErrorKind.CodeAlreadyUsed or TokenErrorKind.InvalidCode } => "Connect again from the start.",
            _ => "Tell whoever runs this application; its log says what to change.",
        },
    };

    internal static Answer Denied { get; } = new("Rejected", "You rejected the request, so nothing was connected.")
    {
        Advice = "If that was a mistake, connect again and accept.",
    };

    internal static Answer Failed(AuthorizationFailed failure) => failure.IsNoOrganization
        ? new Answer("No organization", "Your account belongs to no Bigin organization, so there is nothing to connect.")
        {
            Advice = "Create an organization in Bigin, or have yourself invited to one, and connect again.",
        }
        : new Answer("Bigin could not go on", $"Bigin named the error {failure.Error}.")
        {
            Advice = "Try again in a few minutes. If it stays, the client's settings in Zoho's API console need a look.",
        };

    internal static Answer Rejected(RedirectRejected rejection) => new("Not trusted", "What came back was not used, because it is not what Bigin sends.")
    {
        Facts = [("Reason", rejection.Reason.ToString()), ("Explanation", rejection.Message)],
        Advice = rejection.Reason switch
        {
            RedirectRejection.DataCenterNotAllowed => "Sign in with an account of a data center that this application accepts.",
            RedirectRejection.UnknownDataCenter or RedirectRejection.DataCenterMismatch => "If this is a new data center of Zoho's, add it to the application's DataCenters.",
            _ => "Connect again from the start, in one browser and one tab.",
        },
    };
}
