using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Bigin.OAuth.Tests.Connections;

[TestOf(typeof(BiginConnections))]
public sealed class Refreshes_that_do_not_come_to_an_end
{
    [Test]
    public async Task Are_given_up_after_three_minutes_and_the_next_caller_begins_anew()
    {
        var waits = new FakeTimeProvider();
        await using ConnectionHost host = await StartAsync(waits);
        var never = new TaskCompletionSource();
        var reached = new TaskCompletionSource();
        host.WatchedStore().BeforeFind = () =>
        {
            reached.TrySetResult();
            return never.Task;
        };
        Task<BiginConnectionException> failure = host.FailureAsync();
        await reached.Task;

        waits.Advance(TimeSpan.FromMinutes(3));

        (await failure).Reason.Should().Be(ConnectionFailure.RefreshFailed);
        (await failure).Message.Should().Contain("3 minutes");
        host.WatchedStore().BeforeFind = () => Task.CompletedTask;
        host.Emulator.Clock.Advance(TimeSpan.FromSeconds(5));
        (await host.TokenAsync()).Should().NotBeNull();
        never.SetResult();
    }

    [Test]
    public async Task Because_another_holds_the_lease_say_until_when_and_end_below_the_time_out_of_an_HttpClient()
    {
        var waits = new PassingWaits();
        await using ConnectionHost host = await StartAsync(waits);
        await using IAsyncDisposable? lease = await host.Store.TryLockAsync(ConnectionHost.Key, TimeSpan.FromSeconds(60));
        string until = $"{host.Emulator.Clock.GetUtcNow() + TimeSpan.FromSeconds(60):u}";
        DateTimeOffset startedAt = waits.GetUtcNow();

        BiginConnectionException failure = await host.FailureAsync();

        failure.Reason.Should().Be(ConnectionFailure.RefreshFailed);
        failure.Message.Should().Contain(until);
        (waits.GetUtcNow() - startedAt).Should().BeGreaterThan(TimeSpan.FromSeconds(60)).And.BeLessThan(TimeSpan.FromSeconds(90));
        host.Refreshes.Should().BeEmpty();
    }

    private static async Task<ConnectionHost> StartAsync(TimeProvider waits)
    {
        ConnectionHost host = await ConnectionHost.StartAsync(builder =>
        {
            builder.WatchStore();
            builder.Services.AddKeyedSingleton("Bigin.OAuth.Waits", waits);
        });
        host.Emulator.Clock.Stop();
        await host.ConnectAsync();
        host.Emulator.Clock.Advance(TimeSpan.FromHours(2));
        return host;
    }
}
