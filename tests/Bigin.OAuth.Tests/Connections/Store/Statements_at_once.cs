using System.Data.Common;
using Bigin.OAuth.EntityFrameworkCore;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace Bigin.OAuth.Tests.Connections.Store;

/// <summary>
/// Many keys whose tokens end together don't take the threads of the process: SQLite's provider blocks the thread of each statement, so few run at once, and
/// what waits for its turn waits without a thread. On a server few of the host's connections are taken.
/// </summary>
[TestOf(typeof(BiginOAuthBuilderEntityFrameworkCoreExtensions))]
public sealed class Statements_at_once
{
    private static readonly int Keys = SuiteSize.Choose(representative: 100, full: 300);

    [TestCase(TestDatabase.Sqlite)]
    [TestCase(TestDatabase.PostgreSql)]
    public async Task Are_bounded_however_many_keys_are_used(string kind)
    {
        int most = kind == TestDatabase.Sqlite ? Math.Max(1, Environment.ProcessorCount / 2) : 16;
        await using TestDatabase database = await TestDatabase.CreateAsync(kind, poolSize: 100); // Larger than the limit, so that the pool doesn't enforce it.
        var running = new RunningStatements();
        await using ServiceProvider host = StoreHost.Open<BiginConnectionsDbContext>(
            new EphemeralDataProtectionProvider(), services => services.AddDbContext<BiginConnectionsDbContext>(options =>
            {
                database.Use(options);
                options.AddInterceptors(running);
            }));
        IBiginConnectionStore store = host.Store();
        await store.FindAsync("tenant");

        bool[] saved = await Task.WhenAll(Enumerable.Range(0, Keys).Select(i => Task.Run(async () =>
            await store.TrySaveAsync(StoreHost.Connection($"tenant-{i}", "one"), null) && await store.TrySaveAsync(StoreHost.Connection($"tenant-{i}", "two"), "one")
            && await store.FindAsync($"tenant-{i}") is { ConcurrencyStamp: "two" } found && found.Key == $"tenant-{i}" && await store.FindStampAsync($"tenant-{i}") == "two")));

        saved.Should().OnlyContain(isSaved => isSaved);
        running.Most.Should().BeInRange(1, most);
    }

    private sealed class RunningStatements : DbCommandInterceptor
    {
        private int _running, _most;

        internal int Most => _most;

        public override async ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
            DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
        {
            int running = Interlocked.Increment(ref _running);
            InterlockedMax(ref _most, running);
            await Task.Yield(); // others would come in here
            return result;
        }

        public override async ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
            DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
        {
            await NonQueryExecutingAsync(command, eventData, default, cancellationToken);
            return result;
        }

        public override ValueTask<InterceptionResult> DataReaderClosingAsync(DbCommand command, DataReaderClosingEventData eventData, InterceptionResult result)
        {
            Interlocked.Decrement(ref _running);
            return ValueTask.FromResult(result);
        }

        public override ValueTask<int> NonQueryExecutedAsync(DbCommand command, CommandExecutedEventData eventData, int result, CancellationToken cancellationToken = default)
        {
            Interlocked.Decrement(ref _running);
            return ValueTask.FromResult(result);
        }

        private static void InterlockedMax(ref int most, int value)
        {
            for (int seen = Volatile.Read(ref most); seen < value && Interlocked.CompareExchange(ref most, value, seen) != seen; seen = Volatile.Read(ref most))
            {
            }
        }
    }
}
