using Bigin.OAuth.Explorer.Checks;
using Bigin.OAuth.Explorer.Scenarios;
using Bigin.OAuth.Explorer.Scheduling;
using Bigin.OAuth.Explorer.World;

namespace Bigin.OAuth.Explorer;

/// <summary>Plays one scenario in one order of its steps, lets everything come to rest, and looks at what is left.</summary>
internal sealed class Play
{
    // Longer than a back-off, a lease and the ten minutes of the budget.
    private static readonly TimeSpan UntilEverythingWorks = TimeSpan.FromMinutes(15);

    private readonly Stage _stage;
    private readonly ServerPool _pool;
    private readonly Scene _scene;
    private readonly List<Server> _servers = [];

    internal Play(Stage stage, ServerPool pool, Scenario scenario, int number) =>
        (_stage, _pool, _scene) = (stage, pool, new Scene(scenario, pool.Memory, number));

    internal Ledger Ledger => _scene.Ledger;

    private Scenario Scenario => _scene.Scenario;

    private Timeline Timeline => _scene.Timeline;

    internal IEnumerable<bool> Perform(IDecider decider)
    {
        _stage.Clear();
        _stage.Decider = decider;
        _stage.IsExploring = false;
        for (int index = 0; index < Scenario.Servers; index++)
        {
            _servers.Add(AddServer(index));
        }

        Connect();
        if (Scenario.Start is StartState.Warm or StartState.Early or StartState.Expired)
        {
            foreach (Server server in _servers)
            {
                _ = PerformAsync(server, new Operation(OperationKind.Token));
            }

            yield return true;
            Timeline.Jumps += Scenario.Start switch
            {
                StartState.Early => TimeSpan.FromMinutes(58),
                StartState.Expired => TimeSpan.FromHours(2),
                _ => TimeSpan.Zero,
            };
        }

        _stage.IsExploring = true;
        foreach (Line line in Scenario.Lines)
        {
            _ = PerformAsync(line);
        }

        yield return true;
        _stage.IsExploring = false;
        (_scene.Store.FailsReads, _scene.Store.FailsWrites, _scene.Store.LostToken) = (false, false, null);
        CheckEnds();
        foreach (bool rest in Rest())
        {
            yield return rest;
        }
    }

    private IEnumerable<bool> Rest()
    {
        Timeline.Jumps += UntilEverythingWorks;
        if (_servers.TrueForAll(server => server.IsStopping || server.IsGone))
        {
            _servers.Add(AddServer(_servers.Count));
        }

        foreach (Server server in _servers)
        {
            if (server.IsStopping || server.IsGone)
            {
                continue;
            }

            Call token = PerformAsync(server, new Operation(OperationKind.Token));
            yield return true;
            Call api = PerformAsync(server, new Operation(OperationKind.Call));
            yield return true;
            CheckEnds();
            FinalCheck.CheckServer(_scene, token, api);
        }

        FinalCheck.CheckGrants(_scene);
        FinalCheck.CheckLogs(_scene, _servers);
        if (_scene.Store.Stamp is { } stamp)
        {
            _scene.Store.TryDelete(stamp);
        }

        _servers.ForEach(server => _pool.GiveBack(server, Scenario.Revocation));
    }

    private Server AddServer(int index) => _pool.Take(_scene, index);

    private void Connect()
    {
        if (Scenario.Start is StartState.None)
        {
            return;
        }

        Grant grant = _scene.Bigin.Issue("1", isHidden: false, call: null);
        IssuedAccessToken token = _scene.Bigin.IssueAccessToken(grant);
        grant.StoredAt = Timeline.Now;
        var row = new StoredConnection
        {
            Key = _scene.Key,
            DataCenter = DataCenter.UnitedStates.Id,
            RefreshToken = grant.RefreshToken,
            AccessToken = token.Value,
            AccessTokenExpiresAt = token.ExpiresAt,
            OrganizationId = "1",
            OrganizationName = "Organization 1",
            ConnectedAt = Timeline.Now,
            RecentRefreshes = [Timeline.Now],
        };
        _scene.Store.TrySave(row, expectedStamp: null);
    }

    private void CheckEnds()
    {
        if (_stage.Trace.Count >= _stage.MaxSteps)
        {
            Ledger.Violate($"(5) there is no end after {_stage.MaxSteps} steps");
        }

        foreach (Call call in Ledger.Calls)
        {
            if (!call.IsOver && !call.Server.IsGone)
            {
                Ledger.Violate($"(5) {call} does not end");
            }
        }
    }

    private async Task PerformAsync(Line line)
    {
        foreach (Operation operation in line.Operations)
        {
            var start = new TaskCompletionSource();
            _stage.Park(new Step(line.Server, StepKind.Start, operation, _ => start.SetResult()));
            await start.Task;
            if (line.Server < 0)
            {
                World(operation);
                continue;
            }

            Server server = _servers[line.Server];
            if (server.IsGone || (server.IsStopping && operation.Kind is not OperationKind.Crash))
            {
                return;
            }

            switch (operation.Kind)
            {
                case OperationKind.Crash:
                    server.Kill();
                    break;
                case OperationKind.Stop:
                    await server.StopAsync();
                    break;
                case OperationKind.Skew:
                    server.Clock.Offset += operation.Amount;
                    server.WentBack += operation.Amount < TimeSpan.Zero ? -operation.Amount : TimeSpan.Zero;
                    break;
                default:
                    await PerformAsync(server, operation).Ended;
                    break;
            }
        }
    }

    private void World(Operation operation)
    {
        switch (operation.Kind)
        {
            case OperationKind.Clock:
                Timeline.Jumps += operation.Amount;
                break;
            case OperationKind.Expire when _scene.Bigin.FindAccessToken(_scene.Store.Row?.AccessToken) is { } token:
                (token.IsEnded, Ledger.EndedTokens) = (true, Ledger.EndedTokens + 1);
                break;
            case OperationKind.Remove when Ledger.Current is { } grant:
                (grant.IsAlive, grant.IsEndedByUser) = (false, true);
                break;
            case OperationKind.Away:
                (_scene.Store.FailsReads, _scene.Store.FailsWrites) = (true, true);
                break;
            case OperationKind.ReadOnly:
                _scene.Store.FailsWrites = true;
                break;
            case OperationKind.LoseRing:
                _scene.Store.LostToken = _scene.Store.Row?.RefreshToken;
                break;
            case OperationKind.FindRing:
                _scene.Store.LostToken = null;
                break;
            case OperationKind.Back:
                (_scene.Store.FailsReads, _scene.Store.FailsWrites) = (false, false);
                break;
        }
    }

    private Call PerformAsync(Server server, Operation operation)
    {
        var call = new Call(operation, server)
        {
            StartedAt = Timeline.Now,
            GrantBefore = Ledger.Current,
            ChangesBefore = Ledger.Changes,
            StoreFaultsBefore = server.StoreFaults,
            SaveFaultsBefore = server.SaveFaults,
            BiginFaultsBefore = server.BiginFaults,
            WasReading = _stage.Count(step => step.Server == server.Index && step.Kind is StepKind.Find or StepKind.FindStamp) > 0,
        };
        Ledger.Calls.Add(call);
        server.Calls.Add(call);
        call.Ended = EndAsync(call);
        return call;
    }

    private async Task EndAsync(Call call)
    {
        object? result;
        try
        {
            result = await Host.PerformAsync(call);
        }
        catch (Exception exception)
        {
            result = exception;
        }

        call.Server.Calls.Remove(call);
        call.Result = result ?? "nothing";
        CallCheck.Check(_scene, call);
    }
}
