using System.Text.Json;
using Bigin.OAuth.Emulator;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Bigin.OAuth.Tests.Readme;

/// <summary>Plays docs/self-client.md.</summary>
public sealed class The_guide_without_a_redirect
{
    [Test]
    public async Task Imports_by_the_server_of_older_settings()
    {
        await using BiginEmulator emulator = await BiginEmulator.StartAsync();
        EmulatorClient selfClient = emulator.Clients.Single(client => client.Type is EmulatorClientType.SelfClient);
        await using ServiceProvider services = new ServiceCollection()
            .AddBiginOAuth(options => options.ClientType = BiginClientType.SelfClient).UseEmulator(emulator).Services.BuildServiceProvider();
        BiginOAuthOptions options = services.GetRequiredService<IOptions<BiginOAuthOptions>>().Value;
        BiginConnections connections = services.GetRequiredService<BiginConnections>();
        RefreshToken token = emulator.IssueRefreshToken("europe@example.com", clientId: selfClient.Id);
        DataCenter europe = options.FindDataCenterByServer(emulator.DataCenters.Single(dataCenter => dataCenter.Id == "eu").ApiServer)!;

        (await connections.ImportAsync("default", token, europe)).Should().BeOfType<Connected>();

        await FluentActions.Awaiting(() => SelfClientGuide.ImportAsync(options, connections, token.Reveal())).Should()
            .ThrowAsync<InvalidOperationException>("the emulator has other servers than Zoho");
    }

    [Test]
    public void Has_settings_that_are_valid()
    {
        string guide = Repository.Read("docs", "self-client.md");
        string json = guide[(guide.LastIndexOf("```json", StringComparison.Ordinal) + 7)..guide.LastIndexOf("```", StringComparison.Ordinal)];
        var settings = new ConfigurationBuilder().AddJsonStream(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(json.Replace("from user secrets or a vault", "1000.x").Replace("…", "x")))).Build();
        using ServiceProvider services = new ServiceCollection().AddBiginOAuth(settings.GetSection("Bigin")).UseConfiguredConnections(settings.GetSection("Bigin:Connections"))
            .Services.BuildServiceProvider();

        services.GetRequiredService<IOptions<BiginOAuthOptions>>().Value.ClientType.Should().Be(BiginClientType.SelfClient);
        JsonDocument.Parse(json).RootElement.GetProperty("Bigin").GetProperty("Connections").GetProperty("default").EnumerateObject().Should().HaveCount(2);
    }
}
