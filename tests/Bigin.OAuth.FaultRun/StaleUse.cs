namespace Bigin.OAuth.FaultRun;

/// <summary>Checks that calls use no grant that left its row longer before they began than servers may go without looking.</summary>
internal sealed class StaleUse(Story story, Ledger ledger, SharedClock clock, LogLines logs, Check check)
{
    private static readonly TimeSpan RecheckInterval = TimeSpan.FromSeconds(30);

    // A caller that compares the row waits for two seconds, in which others go on. The rest is for a busy machine.
    private const long Slack = 6_000;

    internal void Check(GivenToken given, string use)
    {
        List<Residence> residences = story.GetResidences(given.RefreshToken);
        long left = residences.Count > 0 && residences.TrueForAll(residence => residence.Until < given.StartedAt) ? residences.Max(residence => residence.Until) : long.MaxValue;
        bool isFresh = left >= given.StartedAt - Slack || clock.Between(left, given.StartedAt - Slack) <= RecheckInterval;
        check.That(
            isFresh || logs.HasRecheckFailed(given.Worker, given.Key)
                || ledger.StoreFaults.Any(fault => fault.Worker == given.Worker && fault.Key == given.Key && fault.At >= left && fault.At <= given.StartedAt),
            () => $"{given.Key}: {Fingerprint.Of(given.RefreshToken)[..8]}, which left the row at {RealTime.Text(left)}, was {use} in {given.Worker} at {RealTime.Text(given.StartedAt)}{story.Of(given.Key, given.StartedAt)}");
    }
}
