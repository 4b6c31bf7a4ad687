using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;
using Bigin.OAuth.Emulator;
using Bigin.OAuth.Tests.Emulator;
using Invoices.Tests;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Bigin.OAuth.Tests.Readme;

public sealed partial class Readme_code
{
    private static readonly string[] Documents =
    [
        .. Directory.GetFiles(Repository.GetPath(), "*.md", new EnumerationOptions { RecurseSubdirectories = true })
            .Select(file => Path.GetRelativePath(Repository.GetPath(), file).Replace('\\', '/'))
            .Where(file => !file.Split('/').Any(name => name is "bin" or "obj") && FencePattern().IsMatch(Repository.Read(file)))
            .Order(StringComparer.Ordinal),
    ];

    private static readonly Lazy<string> Source = new(() =>
    {
        string folder = Repository.GetPath("tests", "Bigin.OAuth.Tests", "Readme");
        string[] applications = [Repository.GetPath("tests", "Bigin.OAuth.Invoices", "Program.cs"), Repository.GetPath("tests", "Bigin.OAuth.QuickStart", "Program.cs"), Repository.GetPath("tests", "Bigin.OAuth.BlazorGuide", "Program.cs")];
        return WithoutIndent(string.Concat(Directory.GetFiles(folder, "*.cs").Concat(applications).Select(File.ReadAllText)));
    });

    [Test]
    public void Is_found_in_the_readme_and_the_guides() => Documents.Should().Contain(
    [
        "README.md", "docs/aspire.md", "docs/aspnetcore.md", "docs/blazor.md", "docs/console.md", "docs/containers.md", "docs/desktop.md", "docs/emulator.md", "docs/mobile.md", "docs/mvc.md",
        "docs/observability.md", "docs/spa.md", "docs/storage.md", "docs/tenant-hosts.md", "docs/testing.md", "docs/worker.md",
    ]);

    [TestCaseSource(nameof(Documents))]
    public void Stands_in_a_source_file_of_the_tests(string document)
    {
        string[] blocks = Blocks(document, "csharp");

        blocks.Should().HaveCount(FencePattern().Count(Repository.Read(document)), "a block that is marked in another way would not be looked at");
        blocks.Should().OnlyContain(block => IsCompiled(block));
    }

    [Test]
    public void Has_settings_that_are_valid()
    {
        using var json = new MemoryStream(Encoding.UTF8.GetBytes(Blocks("README.md", "json").Should().ContainSingle().Subject));
        IConfiguration configuration = new ConfigurationBuilder().AddJsonStream(json).Build();
        var services = new ServiceCollection();
        services.AddBiginOAuth(configuration.GetSection("Bigin"));
        using ServiceProvider provider = services.BuildServiceProvider();

        BiginOAuthOptions options = provider.GetRequiredService<IOptions<BiginOAuthOptions>>().Value;

        options.ClientId.Should().NotBeEmpty();
        options.Scopes.Should().NotBeEmpty();
    }

    [Test]
    public void Explains_every_setting()
    {
        string readme = Repository.Read("README.md");
        string[] settings = [.. typeof(BiginOAuthOptions).GetProperties().Select(property => property.Name)];

        settings.Should().HaveCountGreaterThan(10).And.OnlyContain(setting => readme.Contains($"| `{setting}` |", StringComparison.Ordinal));
    }

    [Test]
    public async Task Calls_Bigin_and_disconnects()
    {
        await using BiginEmulator emulator = await BiginEmulator.StartAsync();
        await using WebApplication app = await StartAsync(emulator);
        using var visitor = new Visitor();
        Uri link = (await visitor.Http.GetAsync(new Uri(GetAddress(app), "/bigin/connect"))).Headers.Location!;
        Uri redirect = await emulator.AcceptAsync(link, "one@example.com");
        await visitor.Http.GetAsync(new Uri(GetAddress(app), redirect.PathAndQuery));

        string organization = await visitor.Http.GetStringAsync(new Uri(GetAddress(app), "/organization"));
        HttpResponseMessage first = await visitor.Http.PostAsync(new Uri(GetAddress(app), "/disconnect"), null);
        HttpResponseMessage second = await visitor.Http.PostAsync(new Uri(GetAddress(app), "/disconnect"), null);

        organization.Should().Contain("Acorn Books");
        (await first.Content.ReadAsStringAsync()).Should().Be("Disconnected, and revoked at Bigin.");
        (await second.Content.ReadAsStringAsync()).Should().Be("There was no connection.");
    }

    [Test]
    public async Task Exchanges_refreshes_and_revokes_by_hand()
    {
        await using Host host = await Host.StartAsync();
        AuthorizationRequest request = host.Links.Build();
        var result = (AuthorizationResult)host.Parser.Parse(await host.Emulator.AcceptAsync(request.Url, "one@example.com"), request.Pending);

        string text = await QuickStart.WithTokensAsync(host.Tokens, result, CancellationToken.None);

        text.Should().StartWith("until ");
        host.Emulator.Requests.Select(entry => entry.Outcome).Should().ContainInOrder("tokens issued", "access token issued", "revoked");
    }

    [Test]
    public async Task Works_without_a_container()
    {
        await using BiginEmulator emulator = await BiginEmulator.StartAsync();

        RedirectResponse response = await QuickStart.WithoutContainerAsync(
            link => emulator.AcceptAsync(link, "one@example.com"),
            options =>
            {
                options.ClientId = emulator.ClientId;
                options.DataCenters.Clear();
                emulator.DataCenters.ToList().ForEach(options.DataCenters.Add);
            });

        response.Should().BeOfType<AuthorizationResult>();
    }

    [Test]
    public Task Changes_the_emulator() => QuickStart.ChangeTheEmulatorAsync(
        new Uri("http://127.0.0.1/oauth/v2/auth?scope=ZohoBigin.org.READ&response_type=code&client_id=1000.EMULATOR0000000000000000000000&redirect_uri=https%3A%2F%2Fapp.example.com%2Fbigin%2Fcallback"));

    [Test]
    public void Explains_every_setting_of_the_emulator()
    {
        string guide = Repository.Read("docs", "emulator.md");
        string[] settings = [.. typeof(BiginEmulatorOptions).GetProperties().Select(property => property.Name)];

        settings.Should().NotBeEmpty().And.OnlyContain(setting => guide.Contains($"| `{setting}` |", StringComparison.Ordinal));
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
    public void Explains_every_fault_of_the_emulator()
    {
        string guide = Repository.Read("docs", "emulator.md");
        string[] faults =
        [
            .. typeof(EmulatorFault).GetMembers(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly)
                .Where(member => member is PropertyInfo or MethodInfo { IsSpecialName: false }).Select(member => member.Name),
        ];

        faults.Should().HaveCountGreaterThan(9).And.OnlyContain(fault => guide.Contains($"| `{fault}", StringComparison.Ordinal));
    }

    [Test]
    public Task Tests_a_host_offline() => QuickStart.TestOfflineAsync(new ServiceCollection(), options =>
    {
        options.Scopes.Add(BiginScopes.Org.Read);
        options.RedirectUri = new Uri("http://localhost:5999/callback");
    });

    [Test]
    public async Task Keeps_connections_in_a_file()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("guide");
        var services = new ServiceCollection();
        services.AddLogging();
        StorageGuide.KeepInAnotherFile(services, new ConfigurationBuilder().Build(), folder.FullName);
        await using ServiceProvider provider = services.BuildServiceProvider();
        IBiginConnectionStore store = provider.GetRequiredService<IBiginConnectionStore>();

        await store.TrySaveAsync(new StoredConnection { Key = "tenant", DataCenter = "us", RefreshToken = "1000.x", ConnectedAt = Client.Now }, expectedStamp: null);

        (await store.FindAsync("tenant"))!.RefreshToken.Should().Be("1000.x");
        folder.EnumerateFiles("key-*.xml").Should().NotBeEmpty("the key ring is kept beside the database here");
        SqliteConnection.ClearAllPools();
        folder.Delete(recursive: true);
    }

    [Test]
    public async Task Explains_every_column()
    {
        string guide = Repository.Read("docs", "storage.md");
        await using var context = new StorageGuide.AppDbContext(new DbContextOptionsBuilder<StorageGuide.AppDbContext>().UseSqlite().Options);
        string[] columns = [.. context.Model.GetEntityTypes().SelectMany(type => type.GetProperties()).Select(property => property.Name)];

        columns.Should().HaveCountGreaterThan(10).And.OnlyContain(column => guide.Contains($"| `{column}` |", StringComparison.Ordinal));
    }

    private static async Task<WebApplication> StartAsync(BiginEmulator emulator)
    {
        WebApplicationBuilder builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["urls"] = "http://127.0.0.1:0",
            ["Bigin:RedirectUri"] = "http://localhost:5999/bigin/callback",
            ["Bigin:Scopes:0"] = BiginScopes.Org.Read,
        });
        QuickStart.AddServices(builder);
        builder.Services.AddAuthorization().AddAuthentication("test").AddScheme<AuthenticationSchemeOptions, AlwaysSignedIn>("test", _ => { });
        builder.Services.AddBiginOAuth(_ => { }).UseEmulator(emulator);
        WebApplication app = builder.Build();
        QuickStart.Map(app);
        await app.StartAsync();
        return app;
    }

    private static Uri GetAddress(WebApplication app) => new(app.Urls.Single());

    internal static string[] Blocks(string document, string language) => Fences(Repository.Read(document.Split('/')), language);

    internal static string[] Fences(string text, string language) =>
        [.. BlockPattern().Matches(text).Where(block => block.Groups["language"].Value == language).Select(block => block.Groups["code"].Value)];

    internal static bool IsCompiled(string code) => Source.Value.Contains(WithoutIndent(code), StringComparison.Ordinal);

    private static string WithoutIndent(string code) =>
        string.Join('\n', code.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0));

    [GeneratedRegex("```(?<language>[a-z]+)\n(?<code>.*?)```", RegexOptions.Singleline)]
    private static partial Regex BlockPattern();

    [GeneratedRegex(@"^[ \t]*(```|~~~)[ \t]*(csharp|cs|c#)(?![a-z0-9])", RegexOptions.Multiline | RegexOptions.IgnoreCase)]
    private static partial Regex FencePattern();
}
