namespace Bigin.OAuth.FaultRun;

/// <summary>Tells what was played, what was looked at, and what was found.</summary>
internal sealed class Report(
    RunOptions options, Checks checks, Audit audit, GrantAudit grants, Gate gate, Ledger ledger, IPlayer player, People people, WorkerPool workers)
{
    internal void Write(TextWriter output)
    {
        WriteTable(output, "outcomes of calls", ledger.Outcomes.OrderByDescending(pair => pair.Value).Select(pair => (pair.Key, pair.Value)));
        WriteTable(output, "outcomes of operations", ledger.OperationOutcomes.OrderBy(pair => pair.Outcome, StringComparer.Ordinal));
        WriteTable(output, "refresh tokens that live and are in no row", grants.Left.Select(pair => (pair.Key, pair.Value)));
        KeyValuePair<string, int>[] atBigin = [.. audit.Journal.Faults, .. gate.Played];
        KeyValuePair<string, int>[] faults =
        [
            .. atBigin,
            .. ledger.StoreFaults.GroupBy(fault => $"Store.{fault.Call}{(fault.HasEffect ? "(written)" : "")}").Select(group => KeyValuePair.Create(group.Key, group.Count())),
        ];
        WriteTable(output, "faults", faults.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => (pair.Key, pair.Value)));

        output.WriteLine("checks: looks, violations");
        foreach (Check check in checks.All)
        {
            output.WriteLine($"  {check.Looks,8} {check.Violations,4} {check.Name}");
        }

        output.WriteLine(
            $"summary: seed={options.Seed} seconds={options.Duration.TotalSeconds:0} rounds={player.Rounds} calls={ledger.Outcomes.Values.Sum()} requests={audit.Journal.Requests} "
            + $"refreshes={audit.Journal.Refreshes} refreshed={audit.Journal.Refreshed} saves={audit.Rows.Saves} overtakings={audit.Rows.Overtakings} grants={ledger.Grants.Count} "
            + $"faults={faults.Sum(fault => fault.Value)} kinds={faults.Length} bigin-faults={atBigin.Sum(fault => fault.Value)} store-faults={ledger.StoreFaults.Count} clock-moves={player.ClockMoves} "
            + $"expirations={player.Expirations} connects={ledger.Count(OperationKind.Connect)} imports={ledger.Count(OperationKind.Import)} "
            + $"disconnects={ledger.Count(OperationKind.Disconnect)} disconnected={ledger.Operations.Values.Count(operation => operation.Outcome == nameof(Disconnected))} forgets={ledger.Count(OperationKind.Forget)} explicit-refreshes={ledger.Count(OperationKind.Refresh)} "
            + $"removals={people.Removals} kills={workers.Kills} stops={workers.Stops} most-in-ten-minutes={audit.Refreshes.MostInTenMinutes} "
            + $"violations={checks.All.Sum(check => check.Violations)}");
    }

    private static void WriteTable(TextWriter output, string title, IEnumerable<(string Name, int Times)> lines)
    {
        output.WriteLine($"{title}:");
        foreach ((string name, int times) in lines)
        {
            output.WriteLine($"  {times,8} {name}");
        }
    }
}
