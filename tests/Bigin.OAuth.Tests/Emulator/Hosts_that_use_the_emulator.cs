using System.Net;
using Bigin.OAuth.Emulator;
using Bigin.OAuth.Tests.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Bigin.OAuth.Tests.Emulator;

[TestOf(typeof(BiginEmulatorOptions))]
public sealed class Hosts_that_use_the_emulator
{
    private static readonly TestCaseData[] Unusable =
    [
        Row("CodesPerTenMinutes", options => options.CodesPerTenMinutes = 0),
        Row("AccessTokensPerTenMinutes", options => options.AccessTokensPerTenMinutes = 0),
        Row("LiveAccessTokens", options => options.LiveAccessTokens = -1),
        Row("LiveRefreshTokens", options => options.LiveRefreshTokens = 0),
        Row("CodeLifetime", options => options.CodeLifetime = TimeSpan.Zero),
        Row("AccessTokenLifetime", options => options.AccessTokenLifetime = TimeSpan.FromMilliseconds(999)),
        Row("ErrorPageStatus", options => options.ErrorPageStatus = (HttpStatusCode)99),
        Row("ErrorPageStatus", options => options.ErrorPageStatus = HttpStatusCode.NoContent),
        Row("ThrottleStatus", options => options.ThrottleStatus = (HttpStatusCode)99),
        Row("ThrottleStatus", options => options.ThrottleStatus = HttpStatusCode.NoContent),
        Row("'zz'*ClientSecrets", options => options.ClientSecrets[ImaginaryDataCenter.Id] = "x"),
        Row("'ZohoBigin.nothing.READ'*WithheldScopes*AdditionalScopes", options => options.WithheldScopes.Add("ZohoBigin.nothing.READ")),
        Row("ApiResponses*GET Tasks*204", options => options.ApiResponses.Add(new EmulatorCannedResponse("GET", "Tasks", "{}", 204))),
        Row("ApiResponses*GET Tasks*RetryAfterDate", options => options.ApiResponses.Add(
            new EmulatorCannedResponse("GET", "Tasks") { RetryAfterDelay = TimeSpan.Zero, RetryAfterDate = DateTimeOffset.UnixEpoch })),
        Row("'zz'*EnabledDataCenters", options => options.EnabledDataCenters.Add(ImaginaryDataCenter.Id)),
    ];

    // Tests of a host replace the client id on purpose.
    [Test]
    public async Task Are_not_warned_that_its_client_id_is_another_one()
    {
        await using BiginEmulator emulator = await BiginEmulator.StartAsync();
        var logs = new RecordedLogs();

        await Hosts.StartAsync(services => services.AddLogging(logging => logging.AddProvider(logs)).AddBiginOAuth(Hosts.Section(("ClientId", "1000.A"))).UseEmulator(emulator));

        logs.Entries.Should().Contain(entry => entry.Message.Contains("memory", StringComparison.Ordinal)).And.NotContain(entry => entry.Message.Contains("client ids", StringComparison.Ordinal));
    }

    [Test]
    public async Task Get_its_client_and_data_centers_whatever_they_configure_later()
    {
        await using BiginEmulator emulator = await BiginEmulator.StartAsync();
        var services = new ServiceCollection();
        services.AddBiginOAuth(_ => { }).UseEmulator(emulator);
        services.AddBiginOAuth(options =>
        {
            options.ClientId = Client.Id;
            options.ClientSecret = Client.Secret;
            options.ClientSecrets["eu"] = Client.Secret;
            options.RedirectUri = new Uri(Host.RedirectUri);
            options.Scopes.Add(BiginScopes.Org.Read);
        });
        await using ServiceProvider provider = services.BuildServiceProvider();

        BiginOAuthOptions options = provider.GetRequiredService<IOptions<BiginOAuthOptions>>().Value;

        options.ClientId.Should().Be(emulator.ClientId);
        options.ClientSecret.Should().Be(emulator.ClientSecret);
        options.ClientSecrets.Should().BeEmpty();
        options.DataCenters.Should().Equal(emulator.DataCenters);
        options.DataCenters.Select(dataCenter => dataCenter.Id).Should().Equal(DataCenter.All.Select(dataCenter => dataCenter.Id));
        options.DataCenters.Should().OnlyContain(dataCenter => dataCenter.AccountsServer.Host == "127.0.0.1");
    }

    [Test]
    public async Task Can_change_its_client_and_users()
    {
        await using Host host = await Host.StartAsync(options =>
        {
            options.ClientId = Client.Id;
            options.ClientSecret = Client.Secret;
            options.Users.Clear();
            options.Users.Add(new EmulatorUser("me@example.com", "Me", "jp", new EmulatorOrganization("1", "Mine")));
        });
        AuthorizationRequest request = host.Links.Build();

        Uri redirect = await host.Emulator.AcceptAsync(request.Url, "ME@example.com");

        host.Parser.Parse(redirect, request.Pending).Should().BeOfType<AuthorizationResult>().Which.Location.Should().Be("jp");
        host.Emulator.Users.Should().ContainSingle();
        host.Emulator.ClientSecret.Should().Be(Client.Secret);
    }

    [Test]
    public async Task See_a_clock_that_runs_until_it_is_stopped()
    {
        await using BiginEmulator emulator = await BiginEmulator.StartAsync();
        DateTimeOffset before = TimeProvider.System.GetUtcNow();

        emulator.Clock.GetUtcNow().Should().BeOnOrAfter(before);
        emulator.Clock.Stop();
        DateTimeOffset stopped = emulator.Clock.GetUtcNow();
        emulator.Clock.Advance(TimeSpan.FromSeconds(61));

        emulator.Clock.GetUtcNow().Should().Be(stopped.AddSeconds(61));
        emulator.Clock.Invoking(clock => clock.Advance(TimeSpan.FromSeconds(-1))).Should().Throw<ArgumentOutOfRangeException>();
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task Can_not_move_the_clock_past_the_years_that_a_date_can_have(bool isStopped)
    {
        await using BiginEmulator emulator = await BiginEmulator.StartAsync();
        if (isStopped)
        {
            emulator.Clock.Stop();
        }

        DateTimeOffset before = emulator.Clock.GetUtcNow();

        foreach (TimeSpan by in new[] { TimeSpan.MaxValue, DateTimeOffset.MaxValue - before.AddSeconds(-1), DateTimeOffset.MaxValue - before.AddSeconds(1) })
        {
            emulator.Clock.Invoking(clock => clock.Advance(by)).Should().Throw<ArgumentOutOfRangeException>().WithMessage("*year*");
        }

        emulator.Clock.GetUtcNow().Should().BeOnOrAfter(before).And.BeBefore(before.AddHours(1), "nothing was moved");
        emulator.Clock.Advance(new DateTimeOffset(9998, 12, 31, 0, 0, 0, TimeSpan.Zero) - before);
        emulator.Clock.GetUtcNow().Year.Should().Be(9998);
        emulator.IssueRefreshToken("one@example.com").Should().NotBeNull();
    }

    [Test]
    public async Task Are_told_at_the_start_which_user_can_never_sign_in()
    {
        Func<Task> lost = () => BiginEmulator.StartAsync(options => options.Users.Add(new EmulatorUser("me@example.com", "Me", ImaginaryDataCenter.Id)));
        Func<Task> twice = () => BiginEmulator.StartAsync(options => options.Users.Add(new EmulatorUser("ONE@example.com", "Me", "us")));

        await lost.Should().ThrowAsync<ArgumentException>().WithMessage("*'zz'*me@example.com*us, eu*");
        await twice.Should().ThrowAsync<ArgumentException>().WithMessage("*one@example.com*");
    }

    [TestCaseSource(nameof(Unusable))]
    public async Task Are_told_at_the_start_which_setting_leaves_nothing(string setting, Action<BiginEmulatorOptions> configure)
    {
        Func<Task> start = () => BiginEmulator.StartAsync(configure);

        await start.Should().ThrowAsync<ArgumentException>().WithMessage($"*{setting}*");
    }

    private static TestCaseData Row(string setting, Action<BiginEmulatorOptions> configure) => new(setting, configure);
}
