using System.Reflection;
using Bigin.OAuth.Emulator;
using Bigin.OAuth.Tests.Emulator;
using Microsoft.Extensions.DependencyInjection;

namespace Bigin.OAuth.Tests.Readme;

[TestOf(typeof(BiginEmulator))]
public sealed class The_guide_to_the_emulator
{
    [Test]
    public Task Changes_settings_and_the_clock() => QuickStart.ChangeTheEmulatorAsync(
        new Uri("http://127.0.0.1/oauth/v2/auth?scope=ZohoBigin.org.READ&response_type=code&client_id=1000.EMULATOR0000000000000000000000&redirect_uri=https%3A%2F%2Fapp.example.com%2Fbigin%2Fcallback"));

    [Test]
    public void Explains_every_setting()
    {
        string guide = Repository.Read("docs", "emulator.md");
        string[] settings = [.. typeof(BiginEmulatorOptions).GetProperties().Select(property => property.Name)];

        settings.Should().NotBeEmpty().And.OnlyContain(setting => guide.Contains($"| `{setting}` |", StringComparison.Ordinal));
    }

    [Test]
    public void Publishes_a_port_of_the_container_for_each_data_center()
    {
        int[] ports = [.. Enumerable.Range(9410, DataCenter.All.Count)];

        Repository.Read("src", "Bigin.OAuth.Emulator.Tool", "Bigin.OAuth.Emulator.Tool.csproj").Should().Contain($"<ContainerPort Include=\"{string.Join(';', ports)}\"");
        Repository.Read("docs", "emulator.md").Should().Contain($"ports: [\"{ports[0]}-{ports[^1]}:{ports[0]}-{ports[^1]}\"]");
    }

    [Test]
    public async Task Lets_requests_go_wrong_and_tokens_die()
    {
        await using Host host = await Host.StartAsync();
        using var caller = new Caller(host);
        (string accessToken, string refreshToken) = await caller.ConnectAsync();

        EmulatorGuide.LetGoWrong(host.Emulator);
        for (int i = 0; i < 4; i++)
        {
            await caller.PostAsync(caller.Refresh(refreshToken));
        }

        await caller.Invoking(x => x.IsAliveAsync(accessToken)).Should().ThrowAsync<HttpRequestException>();
        bool wasAlive = await caller.IsAliveAsync(accessToken);
        EmulatorGuide.ActBehindTheClientsBack(host.Emulator);
        bool isAlive = await caller.IsAliveAsync(accessToken);

        host.Emulator.Requests.Where(request => request.Path == "/oauth/v2/token").Select(request => request.Outcome)
            .Should().Equal("tokens issued", "HtmlError", "Throttle", "Throttle", "access token issued");
        (wasAlive, isAlive).Should().Be((true, false));
    }

    [Test]
    public async Task Connects_without_a_browser_and_maps_the_API()
    {
        await using Host host = await Host.StartAsync(options => EmulatorGuide.AddClient(options), options => options.Scopes.Add(BiginScopes.Modules.Contacts.Create));
        using var caller = new Caller(host);
        EmulatorGuide.MapTheApi(host.Emulator);

        (string json, RefreshToken token) = await EmulatorGuide.ConnectWithoutBrowserAsync(host.Emulator);
        string accessToken = await caller.RefreshAsync(token.Reveal());
        string deals = await (await caller.GetAsync("/bigin/v2/Deals", accessToken)).Content.ReadAsStringAsync();

        json.Should().Contain("expiry_time");
        deals.Should().Be("""{"data":[{"id":"1","Deal_Name":"Deal of Acorn Books"}]}""");
        host.Emulator.Clients.Should().Contain(client => client.Id == "1000.EUROPE");
    }

    [Test]
    public async Task Connects_a_tenant_in_one_line()
    {
        await using BiginEmulator emulator = await BiginEmulator.StartAsync();
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddBiginOAuth(options =>
        {
            options.RedirectUri = new Uri(Host.RedirectUri);
            options.Scopes.Add(BiginScopes.Org.Read);
        }).UseEmulator(emulator);
        await using ServiceProvider provider = services.BuildServiceProvider();

        BiginConnection connected = await EmulatorGuide.ConnectATenantAsync(emulator, provider);

        connected.Organization!.Name.Should().Be("Birch Bicycles");
        EmulatorGuide.ShareOne(new ServiceCollection(), _ => { });
    }

    [Test]
    public void Explains_every_fault()
    {
        string guide = Repository.Read("docs", "emulator.md");
        string[] faults =
        [
            .. typeof(EmulatorFault).GetMembers(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly)
                .Where(member => member is PropertyInfo or MethodInfo { IsSpecialName: false }).Select(member => member.Name),
        ];

        faults.Should().HaveCountGreaterThan(9).And.OnlyContain(fault => guide.Contains($"| `{fault}", StringComparison.Ordinal));
    }
}
