using Bigin.OAuth.Benchmarks.Connections.Store;
using Microsoft.Extensions.DependencyInjection;

namespace Bigin.OAuth.ProcessTests;

/// <summary>
/// The bytes of docs/quality/benchmarks.md, which don't depend on the machine: SQLite's provider works on the thread that calls. A bound is a little above what was
/// measured in Debug, where each asynchronous method makes an object more. That document has the goals and the figures of Release, and says why <c>AddDbContext</c> misses its own.
/// </summary>
/// <remarks>Not in Bigin.OAuth.Tests, which has services resolved without code that is compiled for it: EF Core pays some 5 KB a context for that.</remarks>
[TestOf(typeof(BiginOAuthBuilderEntityFrameworkCoreExtensions))]
public sealed class Calls_of_the_store_allocate_little
{
    private const int Calls = 20;
    private const long Kilobyte = 1_024;

    [Test]
    public async Task Where_they_find_a_connection()
    {
        var benchmark = new FindConnection { Connections = 100 };
        await benchmark.SetupAsync();

        (await BytesForAsync(() => benchmark.Pooled().AsTask())).Should().BeInRange(1, 15 * Kilobyte);
        (await BytesForAsync(() => benchmark.Factory().AsTask())).Should().BeInRange(1, 60 * Kilobyte);
        (await BytesForAsync(() => benchmark.Plain().AsTask())).Should().BeInRange(1, 77 * Kilobyte);
        benchmark.Cleanup();
    }

    [Test]
    public async Task Where_they_find_a_stamp()
    {
        var benchmark = new FindStamp();
        await benchmark.SetupAsync();

        (await BytesForAsync(() => benchmark.Pooled().AsTask())).Should().BeInRange(1, 9 * Kilobyte);
        (await BytesForAsync(() => benchmark.Factory().AsTask())).Should().BeInRange(1, 56 * Kilobyte);
        long plain = await BytesForAsync(() => benchmark.Plain().AsTask());
        plain.Should().BeInRange(1, 71 * Kilobyte);
        long ownOfEntityFramework = await BytesForAsync(benchmark.ScopedCompiledQuery);
        // Once more, because EF Core's code is optimized meanwhile, and allocates less then.
        plain = Math.Min(plain, await BytesForAsync(() => benchmark.Plain().AsTask()));
        plain.Should().BeLessThan(ownOfEntityFramework + (2 * Kilobyte), "the rest is EF Core's own, which makes options and a context");
        benchmark.Cleanup();
    }

    [Test]
    public async Task Where_they_save_a_connection()
    {
        var benchmark = new SaveConnection();
        await benchmark.SetupAsync();

        (await BytesForAsync(() => benchmark.Pooled())).Should().BeInRange(1, 18 * Kilobyte);
        (await BytesForAsync(() => benchmark.Factory())).Should().BeInRange(1, 64 * Kilobyte);
        (await BytesForAsync(() => benchmark.Plain())).Should().BeInRange(1, 80 * Kilobyte);
        benchmark.Cleanup();
    }

    private static async Task<long> BytesForAsync(Func<Task> call)
    {
        await call(); // the first one checks the context, on another thread
        long bytes = Enumerable.Range(0, 7).Min(_ =>
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int i = 0; i < Calls; i++)
            {
                if (!call().IsCompletedSuccessfully)
                {
                    throw new InvalidOperationException("Another thread allocates for it.");
                }
            }

            return (GC.GetAllocatedBytesForCurrentThread() - before) / Calls;
        });
        TestContext.Out.WriteLine($"{bytes} bytes");
        return bytes;
    }
}
