using Bigin.OAuth.Explorer.Checks;
using Bigin.OAuth.Explorer.Scheduling;

namespace Bigin.OAuth.Explorer.World;

/// <summary>Gives one server its way to the shared row. Each call is a step.</summary>
internal sealed class ServerStore(Stage stage, Server server) : IBiginConnectionStore
{
    private SharedStore Shared => server.Scene.Store;

    private Ledger Ledger => server.Scene.Ledger;

    public ValueTask<StoredConnection?> FindAsync(string key, CancellationToken cancellationToken = default) =>
        CallAsync(StepKind.Find, null, isWrite: false, () => Ledger.Read(Shared.Find()), cancellationToken);

    public ValueTask<string?> FindStampAsync(string key, CancellationToken cancellationToken = default) =>
        CallAsync(StepKind.FindStamp, null, isWrite: false, () => Shared.Stamp, cancellationToken);

    public ValueTask<bool> TrySaveAsync(
        StoredConnection connection, string? expectedStamp, CancellationToken cancellationToken = default) =>
        CallAsync(
            StepKind.Save,
            connection,
            isWrite: true,
            () =>
            {
                StoredConnection? before = Shared.Row;
                bool isSaved = Shared.TrySave(connection, expectedStamp);
                if (isSaved && Shared.Row == connection && before != connection)
                {
                    Ledger.Saved(server, before, connection);
                }

                return isSaved;
            },
            cancellationToken);

    public ValueTask<bool> TryDeleteAsync(string key, string expectedStamp, CancellationToken cancellationToken = default) =>
        CallAsync(
            StepKind.Delete,
            null,
            isWrite: true,
            () =>
            {
                StoredConnection? before = Shared.Row;
                bool isDeleted = Shared.TryDelete(expectedStamp);
                if (isDeleted)
                {
                    Ledger.Deleted(server, before!);
                }

                return isDeleted;
            },
            cancellationToken);

    public IAsyncEnumerable<ConnectionSummary> ListAsync(CancellationToken cancellationToken = default) =>
        throw new NotSupportedException("No operation that is played lists connections.");

    public ValueTask<IAsyncDisposable?> TryLockAsync(string key, TimeSpan lease, CancellationToken cancellationToken = default) =>
        CallAsync(
            StepKind.Lock,
            null,
            isWrite: true,
            () =>
            {
                if (Shared.TryLock(server.Clock, lease) is not { } taken)
                {
                    return default(IAsyncDisposable);
                }

                server.Lease = taken;
                return new Lease(this, taken);
            },
            cancellationToken);

    private ValueTask<T> CallAsync<T>(StepKind kind, object? detail, bool isWrite, Func<T> effect, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();

        // Without RunContinuationsAsynchronously: what waits for it goes on at once, in its turn.
        var completion = new TaskCompletionSource<T>();
        if (server.IsGone)
        {
            return new(completion.Task); // it never comes back: the process is over
        }

        var step = new Step(server.Index, kind, detail, fault =>
        {
            if (kind is StepKind.Find)
            {
                server.HasFailedToRead = fault is StepFault.Fails || Shared.FailsReads;
            }

            bool isAway = isWrite ? Shared.FailsWrites : Shared.FailsReads;
            if (fault is StepFault.Fails || isAway)
            {
                Failed(kind);
                completion.TrySetException(new TimeoutException("The database is away."));
                return;
            }

            T result = effect();
            if (fault is StepFault.AnswerLost)
            {
                Failed(kind);
                completion.TrySetException(new TimeoutException("The database did not answer in time."));
                return;
            }

            completion.TrySetResult(result);
        });
        stage.Park(step);
        if (cancellationToken.CanBeCanceled)
        {
            cancellationToken.Register(() =>
            {
                stage.Withdraw(step);
                completion.TrySetCanceled(cancellationToken);
            });
        }

        return new(completion.Task);
    }

    private void Failed(StepKind kind)
    {
        Ledger.StoreFailed(server);
        server.SaveFaults += kind is StepKind.Save ? 1 : 0;
    }

    private sealed class Lease(ServerStore store, IAsyncDisposable taken) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync() => await store.ReleaseAsync(taken);
    }

    private ValueTask<bool> ReleaseAsync(IAsyncDisposable taken) =>
        CallAsync(
            StepKind.Release,
            null,
            isWrite: true,
            () =>
            {
                Shared.Release(taken);
                return true;
            },
            CancellationToken.None);
}
