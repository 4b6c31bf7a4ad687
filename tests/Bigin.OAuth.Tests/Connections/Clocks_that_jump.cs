using Bigin.OAuth.Emulator;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Bigin.OAuth.Tests.Connections;

[TestOf(typeof(BiginConnections))]
public sealed class Clocks_that_jump
{
    private ConnectionHost _server = null!;
    private ShiftedClock _clock = null!;
    private ConnectionHost _host = null!;

    [SetUp]
    public async Task Start()
    {
        _server = await ConnectionHost.StartAsync();
        _clock = new ShiftedClock(_server.Emulator.Clock);
        _host = _server.Sibling(builder => builder.Services.AddKeyedSingleton<TimeProvider>(BiginOAuthDefaults.TimeProviderKey, _clock));
        await _host.ConnectAsync();
    }

    [TearDown]
    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Test]
    public async Task A_year_ahead_bring_one_refresh()
    {
        _clock.Offset = TimeSpan.FromDays(365);

        await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => Task.Run(_host.TokenAsync)));
        await _host.TokenAsync();

        _host.Refreshes.Should().ContainSingle();
    }

    [Test]
    public async Task A_year_ahead_and_back_bring_one_more()
    {
        _clock.Offset = TimeSpan.FromDays(365);
        await _host.TokenAsync();
        _clock.Offset = TimeSpan.Zero;

        await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => Task.Run(_host.TokenAsync)));
        await _host.TokenAsync();

        _host.Refreshes.Should().HaveCount(2, "an end in a year was counted from a clock that was wrong");
    }

    [Test]
    public async Task An_hour_back_leave_the_token_in_use_until_it_is_refused()
    {
        AccessToken first = await _host.TokenAsync();
        _clock.Offset = TimeSpan.FromHours(-1);

        (await _host.TokenAsync()).Should().BeSameAs(first);
        _host.Refreshes.Should().BeEmpty();
        await _host.CallWithStaleTokenAsync();

        (await _host.TokenAsync()).Should().NotBeSameAs(first);
        _host.Refreshes.Should().ContainSingle();
    }

    // No token lives longer than a day, so its end was counted from a clock that was wrong.
    [TestCase(24)]
    [TestCase(25)]
    public async Task So_far_back_that_a_token_would_live_a_day_bring_one_refresh_at_once(int hours)
    {
        _host.Emulator.Clock.Stop();
        _clock.Offset = (await _host.RowAsync()).AccessTokenExpiresAt!.Value - TimeSpan.FromHours(hours) - _host.Emulator.Clock.GetUtcNow();

        await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => Task.Run(_host.TokenAsync)));
        await _host.TokenAsync();

        _host.Refreshes.Should().ContainSingle();
    }

    [Test]
    public async Task An_hour_back_do_not_prolong_the_pause_after_a_failure()
    {
        _clock.Offset = TimeSpan.FromHours(2);
        _host.Emulator.Faults.Next(EmulatorEndpoint.Token, EmulatorFault.Status(503));
        await _host.FailureAsync();
        _clock.Offset = TimeSpan.FromMinutes(50);

        await _host.CallWithStaleTokenAsync();

        _host.Refreshes.Should().HaveCount(2);
    }

    [Test]
    public async Task That_stand_still_hold_nobody()
    {
        _host.Emulator.Clock.Stop();
        _clock.Offset = TimeSpan.FromHours(2);
        await using ConnectionHost neighbor = _host.Neighbor(builder => builder.Services.AddKeyedSingleton<TimeProvider>(BiginOAuthDefaults.TimeProviderKey, _clock));

        await Task.WhenAll(Enumerable.Range(0, 100).Select(i => Task.Run((i % 2 == 0 ? _host : neighbor).TokenAsync)));

        _host.Refreshes.Should().ContainSingle();
        (await _host.Store.TryLockAsync(ConnectionHost.Key, TimeSpan.FromSeconds(60))).Should().NotBeNull();
        await using ConnectionHost whoseWaitsPass = _host.Neighbor(builder => builder.PassWaits());
        (await whoseWaitsPass.Connections.DisconnectAsync(ConnectionHost.Key)).Should().BeOfType<Disconnected>("it goes on without a lease that is not given back");
    }

    [Test]
    public async Task Whose_timers_stand_still_hold_nobody()
    {
        var clock = new FakeTimeProvider(_host.Emulator.Clock.GetUtcNow() + TimeSpan.FromHours(2));
        ConnectionHost[] hosts = [.. Enumerable.Range(0, 4).Select(_ =>
            _host.Neighbor(builder => builder.Services.AddKeyedSingleton<TimeProvider>(BiginOAuthDefaults.TimeProviderKey, clock)))];

        await Task.WhenAll(Enumerable.Range(0, 100).Select(i => Task.Run(hosts[i % 4].TokenAsync)));

        _host.Refreshes.Should().ContainSingle();
        await Task.WhenAll(hosts.Select(host => host.DisposeAsync().AsTask()));
    }
}
