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

    internal static Answer To(RedirectResponse response, DateTimeOffset now) => response.Match(
        granted: result => new Answer("Accepted", "Bigin sent a code for the organization that you picked.")
        {
            Facts =
            [
                ("Location", result.Location),
                ("Accounts server", result.AccountsServer.GetLeftPart(UriPartial.Authority)),
                ("Code", $"•••••••• ({result.Code.Reveal().Length} characters)"),
            ],
            SecondsLeft = (int)Math.Max(0, (result.Code.ExpiresAt - now).TotalSeconds),
        },
        denied: _ => new Answer("Rejected", "You rejected the request, so nothing was connected.")
        {
            Advice = "If that was a mistake, connect again and accept.",
        },
        failed: failure => failure.IsNoOrganization
            ? new Answer("No organization", "Your account belongs to no Bigin organization, so there is nothing to connect.")
            {
                Advice = "Create an organization in Bigin, or have yourself invited to one, and connect again.",
            }
            : new Answer("Bigin could not go on", $"Bigin named the error {failure.Error}.")
            {
                Advice = "Try again in a few minutes. If it stays, the client's settings in Zoho's API console need a look.",
            },
        rejected: rejection => new Answer("Not trusted", "What came back was not used, because it is not what Bigin sends.")
        {
            Facts = [("Reason", rejection.Reason.ToString()), ("Explanation", rejection.Message)],
            Advice = rejection.Reason switch
            {
                RedirectRejection.DataCenterNotAllowed => "Sign in with an account of a data center that this application accepts.",
                RedirectRejection.UnknownDataCenter or RedirectRejection.DataCenterMismatch => "If this is a new data center of Zoho's, add it to the application's DataCenters.",
                _ => "Connect again from the start, in one browser and one tab.",
            },
        });
}
