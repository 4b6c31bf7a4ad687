using Bigin.OAuth.Emulator;

namespace Bigin.OAuth.Tests.Emulator;

[TestOf(typeof(EmulatorClock))]
public sealed class Timers_of_the_emulators_clock
{
    private BiginEmulator _emulator = null!;

    [SetUp]
    public async Task StartAsync() => _emulator = await BiginEmulator.StartAsync();

    [TearDown]
    public async Task StopAsync() => await _emulator.DisposeAsync();

    [TestCase(true)]
    [TestCase(false)]
    public async Task Fire_when_the_clock_is_moved_past_them(bool isStopped)
    {
        if (isStopped)
        {
            _emulator.Clock.Stop();
        }

        Task hour = Task.Delay(TimeSpan.FromHours(1), _emulator.Clock);
        Task day = Task.Delay(TimeSpan.FromDays(1), _emulator.Clock);

        _emulator.Clock.Advance(TimeSpan.FromHours(1));

        await hour.WaitAsync(Hang.Limit);
        day.IsCompleted.Should().BeFalse();
    }

    [Test]
    public async Task Fire_by_themselves_while_the_clock_runs()
    {
        await Task.Delay(TimeSpan.FromMilliseconds(20), _emulator.Clock).WaitAsync(Hang.Limit);
    }

    [Test]
    public void Fire_for_each_period_that_passes_in_the_order_of_their_times()
    {
        _emulator.Clock.Stop();
        var fired = new List<string>();
        using ITimer every = _emulator.Clock.CreateTimer(_ => fired.Add("every 20"), null, TimeSpan.FromMinutes(20), TimeSpan.FromMinutes(20));
        using ITimer once = _emulator.Clock.CreateTimer(_ => fired.Add("once at 30"), null, TimeSpan.FromMinutes(30), Timeout.InfiniteTimeSpan);

        _emulator.Clock.Advance(TimeSpan.FromHours(1));

        fired.Should().Equal("every 20", "once at 30", "every 20", "every 20");
    }

    [Test]
    public void Fire_no_more_once_changed_to_never_or_disposed_of()
    {
        _emulator.Clock.Stop();
        int fired = 0;
        ITimer changed = _emulator.Clock.CreateTimer(_ => fired++, null, TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(1));
        ITimer disposed = _emulator.Clock.CreateTimer(_ => fired++, null, TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(1));

        changed.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan).Should().BeTrue();
        disposed.Dispose();
        _emulator.Clock.Advance(TimeSpan.FromHours(1));

        fired.Should().Be(0);
        disposed.Change(TimeSpan.Zero, TimeSpan.Zero).Should().BeFalse();
        changed.Change(TimeSpan.FromMinutes(2), Timeout.InfiniteTimeSpan).Should().BeTrue();
        _emulator.Clock.Advance(TimeSpan.FromMinutes(2));
        fired.Should().Be(1);
    }

    [Test]
    public async Task Let_a_workers_loop_be_played_without_waiting()
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMinutes(15), _emulator.Clock);
        ValueTask<bool> tick = timer.WaitForNextTickAsync();

        _emulator.Clock.Advance(TimeSpan.FromMinutes(15));

        (await tick.AsTask().WaitAsync(Hang.Limit)).Should().BeTrue();
    }

    [Test]
    public void Measure_the_time_that_the_clock_was_moved()
    {
        _emulator.Clock.Stop();
        long start = _emulator.Clock.GetTimestamp();

        _emulator.Clock.Advance(TimeSpan.FromMinutes(7));

        _emulator.Clock.GetElapsedTime(start).Should().Be(TimeSpan.FromMinutes(7));
    }
}
