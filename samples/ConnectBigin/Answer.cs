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

    internal bool MayAskAgain { get; private init; }

    internal static Answer To(ConnectResult result, DateTimeOffset now, DateTimeOffset? expiresAt) => result.Match(
        connected: it => Connected(it.Connection, now, expiresAt),
        failed: it => NotConnected(it.Error),
        refreshTokenMissing: _ => new Answer("Once more, please", "You accepted before, so Bigin sent nothing that lasts.")
        {
            Advice = "Connect once more; this time Bigin asks you again, and the connection will last.",
            MayAskAgain = true,
        },
        differentOrganization: it => new Answer("Another organization", $"You picked {it.Picked}, and this application is connected to {it.Current.Organization}. Nothing was changed.")
        {
            Advice = "Disconnect first, then connect the other organization.",
        });

    private static Answer Connected(BiginConnection connection, DateTimeOffset now, DateTimeOffset? expiresAt) =>
        new("Connected", $"This application is connected to {connection.Organization?.Name ?? "your organization"}.")
        {
            Facts = FactsOf(connection),
            SecondsLeft = expiresAt is { } end ? (int)Math.Max(0, (end - now).TotalSeconds) : null,
        };

    internal static IReadOnlyList<(string Name, string Value)> FactsOf(BiginConnection connection) =>
    [
        ("Organization", connection.Organization?.Name ?? "not known"),
        ("Data center", connection.DataCenter.Id),
        ("Scopes", string.Join(", ", connection.Scopes)),
    ];

    private static Answer NotConnected(TokenError error) => new("Not connected", error.Kind switch
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
