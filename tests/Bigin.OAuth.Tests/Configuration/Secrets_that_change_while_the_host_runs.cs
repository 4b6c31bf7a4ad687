using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Bigin.OAuth.Tests.Configuration;

[TestOf(typeof(BiginTokenClient))]
public sealed class Secrets_that_change_while_the_host_runs
{
    private const string Tokens = """{"access_token":"1000.a.a","token_type":"Bearer","expires_in":3600}""";

    [TestCase("ClientSecret")]
    [TestCase("ClientSecrets:us")]
    public async Task Are_used_from_the_next_request_on(string setting)
    {
        await using var world = new World();

        string before = await world.RefreshAsync();
        world.Change((setting, "new"));
        string after = await world.RefreshAsync();

        before.Should().Contain("client_secret=old&");
        after.Should().Contain("client_secret=new&");
        world.Logs.Entries.Should().NotContain(entry => entry.Message.Contains("reloaded", StringComparison.Ordinal));
    }

    [Test]
    public async Task Are_not_used_where_the_reload_breaks_a_rule_and_one_error_says_so()
    {
        await using var world = new World();

        world.Change(("ClientSecret", "MARKER\n"), ("Scopes:0", "A,B"));
        string first = await world.RefreshAsync();
        string second = await world.RefreshAsync();

        first.Should().Contain("client_secret=old&");
        second.Should().Contain("client_secret=old&");
        world.Reloads.Should().ContainSingle().Which.Should().Match("*ClientSecret holds a line break*as it is shown there. Scopes:0 holds a comma*").And.NotContain("MARKER");
    }

    [Test]
    public async Task Are_not_used_where_the_reload_cannot_be_read()
    {
        await using var world = new World();

        world.Change(("ClientSecret", "new"), ("UsePkce", "MARKER"));

        (await world.RefreshAsync()).Should().Contain("client_secret=old&");
        world.Reloads.Should().ContainSingle().Which.Should().NotContain("MARKER");
    }

    [Test]
    public async Task Are_not_used_with_another_client_id_of_a_data_center()
    {
        await using var world = new World();

        world.Change(("ClientSecret", "new"), ("ClientIds:cn", "1000.CHINA"), ("ClientSecrets:cn", "c"));

        (await world.RefreshAsync()).Should().Contain("client_secret=old&");
        world.Reloads.Should().ContainSingle().Which.Should().Contain("ClientIds").And.Contain("Restart the host");
    }

    [Test]
    public async Task Are_not_used_with_another_client_id()
    {
        await using var world = new World();

        world.Change(("ClientSecret", "new"), ("ClientId", "1000.OTHER"));
        string first = await world.RefreshAsync();
        await world.RefreshAsync();

        first.Should().Contain("client_secret=old&").And.Contain($"client_id={Client.Id}&");
        world.Reloads.Should().ContainSingle().Which.Should().Contain("ClientId, or an entry of ClientIds, has changed. Restart the host");
    }

    [TestCase("")]
    [TestCase(null)]
    public async Task Are_not_removed_by_a_reload_that_has_none_left(string? secret)
    {
        await using var world = new World();

        world.Change(("ClientSecret", secret));
        string first = await world.RefreshAsync();
        await world.RefreshAsync();

        first.Should().Contain("client_secret=old&");
        world.Reloads.Should().ContainSingle().Which.Should().Contain("There is no client secret any more.").And.Contain("ClientSecrets");
    }

    [Test]
    public async Task May_go_to_the_data_centers_one_by_one()
    {
        await using var world = new World();

        world.Change(("ClientSecret", null), ("ClientSecrets:us", "new"));

        (await world.RefreshAsync()).Should().Contain("client_secret=new&");
        world.Reloads.Should().BeEmpty();
    }

    [Test]
    public async Task Are_used_after_a_reload_that_was_refused_was_corrected()
    {
        await using var world = new World();

        world.Change(("ClientSecret", " new"));
        await world.RefreshAsync();
        world.Change(("ClientSecret", "new"));

        (await world.RefreshAsync()).Should().Contain("client_secret=new&");
        world.Change(("ClientSecret", " newer"));
        (await world.RefreshAsync()).Should().Contain("client_secret=new&");
        world.Reloads.Should().HaveCount(2);
    }

    private sealed class World : IAsyncDisposable
    {
        private readonly MemorySettings _settings = new();
        private readonly ServiceProvider _services;
        private readonly List<string> _bodies = [];

        internal World()
        {
            foreach ((string key, string? value) in Hosts.Section(("ClientSecret", "old")).AsEnumerable())
            {
                _settings.Set(key, value);
            }

            IConfigurationRoot root = new ConfigurationBuilder().Add(_settings).Build();
            BiginOAuthBuilder builder = new ServiceCollection().AddLogging(logging => logging.AddProvider(Logs)).AddBiginOAuth(root.GetSection("Bigin"));
            builder.TokenHttpClient.ConfigurePrimaryHttpMessageHandler(() => new Bigin.OAuth.Tests.Tokens.DelegateHandler(async (request, _) =>
            {
                _bodies.Add(await request.Content!.ReadAsStringAsync() + "&");
                return new HttpResponseMessage { Content = new StringContent(Tokens) };
            }));
            _services = builder.Services.BuildServiceProvider();
            _ = _services.GetRequiredService<BiginTokenClient>();
        }

        internal RecordedLogs Logs { get; } = new();

        internal IEnumerable<string> Reloads => Logs.Entries.Select(entry => entry.Message).Where(message => message.Contains("The settings were reloaded", StringComparison.Ordinal));

        internal void Change(params (string Key, string? Value)[] settings)
        {
            foreach ((string key, string? value) in settings)
            {
                _settings.Set($"Bigin:{key}", value);
            }

            _settings.Reload();
        }

        internal async Task<string> RefreshAsync()
        {
            (await _services.GetRequiredService<BiginTokenClient>().RefreshAsync(new RefreshToken("1000.r.r"), DataCenter.UnitedStates)).Should().BeOfType<BiginTokens>();
            return _bodies[^1];
        }

        public ValueTask DisposeAsync() => _services.DisposeAsync();
    }

    private sealed class MemorySettings : ConfigurationProvider, IConfigurationSource
    {
        public IConfigurationProvider Build(IConfigurationBuilder builder) => this;

        // A reload that breaks a rule throws where the reload was called; with a watched file no code catches it.
        internal void Reload()
        {
            try
            {
                OnReload();
            }
            catch (AggregateException)
            {
            }
        }
    }
}
