using System.Text;
using System.Text.RegularExpressions;
using Bigin.OAuth.Emulator;
using Bigin.OAuth.Tests.Connections.Store;
using Bigin.OAuth.Tests.Emulator;
using Invoices.Tests;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
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
            .Where(file => !Repository.IsMade(file))
            .Select(file => Path.GetRelativePath(Repository.GetPath(), file).Replace('\\', '/'))
            .Where(file => FencePattern().IsMatch(Repository.Read(file)))
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
        "README.md", "docs/aspire.md", "docs/aspnetcore.md", "docs/blazor.md", "docs/calling-bigin.md", "docs/console.md", "docs/containers.md", "docs/desktop.md", "docs/emulator.md", "docs/mobile.md", "docs/mvc.md",
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
        SqlitePool.ClearFolder(folder);
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
