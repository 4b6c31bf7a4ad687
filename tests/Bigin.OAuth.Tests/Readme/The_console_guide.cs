using System.Text;
using Bigin.OAuth.Emulator;
using Invoices;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Bigin.OAuth.Tests.Readme;

public sealed class The_console_guide : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("console");
    private BiginEmulator _emulator = null!;

    [SetUp]
    public async Task StartAsync() => _emulator = await BiginEmulator.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await _emulator.DisposeAsync();
        SqliteConnection.ClearAllPools();
        _folder.Delete(recursive: true);
    }

    [Test]
    public async Task Connects_and_keeps_the_connection_for_the_next_run()
    {
        string connected = await ConnectAsync(async link => (await _emulator.AcceptAsync(link, "one@example.com")).OriginalString);

        string organization = await RunAsync((command, output) => command.ShowAsync(output));

        connected.Should().Be("Connected to Acorn Books (700000101).");
        organization.Should().Contain("Acorn Books");
    }

    [TestCase("  {0} ", TestName = "Takes_an_address_with_blanks_around_it")]
    [TestCase("{1}", TestName = "Takes_an_address_that_the_browser_shows_without_its_scheme")]
    public async Task Takes(string format)
    {
        string text = await ConnectAsync(async link =>
        {
            Uri redirect = await _emulator.AcceptAsync(link, "one@example.com");
            return string.Format(null, CompositeFormat.Parse(format), redirect.OriginalString, redirect.OriginalString["http://".Length..]);
        });

        text.Should().StartWith("Connected to ");
    }

    [Test]
    public async Task Says_that_the_user_rejected()
    {
        string text = await ConnectAsync(async link => (await _emulator.RejectAsync(link, "one@example.com")).OriginalString);

        text.Should().Be("You rejected the request, so nothing was connected.");
    }

    [Test]
    public async Task Says_that_the_user_has_no_organization()
    {
        string text = await ConnectAsync(async link => (await _emulator.AcceptAsync(link, "none@example.com")).OriginalString);

        text.Should().Be("You belong to no Bigin organization.");
    }

    [TestCase(null)]
    [TestCase("")]
    [TestCase("1000.0123456789abcdef0123456789abcdef.0123456789abcdef0123456789abcdef")]
    [TestCase("http://localhost:5999/callback?code=1000.x&state=another&location=us&accounts-server=https%3A%2F%2Faccounts.zoho.com")]
    public async Task Takes_nothing_else_for_an_answer(string? pasted)
    {
        string text = await ConnectAsync(_ => Task.FromResult(pasted));

        text.Should().StartWith("That is no answer to this link. ");
        _emulator.Requests.Should().BeEmpty();
    }

    [Test]
    public async Task Says_that_the_code_was_pasted_too_late()
    {
        string text = await ConnectAsync(async link =>
        {
            Uri redirect = await _emulator.AcceptAsync(link, "one@example.com");
            _emulator.Clock.Advance(TimeSpan.FromSeconds(61));
            return redirect.OriginalString;
        });

        text.Should().StartWith("Not connected. Data center us does not know the code: it is older than a minute");
    }

    [Test]
    public async Task Moves_to_the_organization_that_was_picked_last()
    {
        await ConnectAsync(async link => (await _emulator.AcceptAsync(link, "three@example.com", "Birch Bicycles")).OriginalString);

        string text = await ConnectAsync(async link => (await _emulator.AcceptAsync(link, "three@example.com", "Cedar Ceramics")).OriginalString);

        text.Should().StartWith("Connected to Cedar Ceramics ");
    }

    [Test]
    public async Task Asks_to_connect_first()
    {
        string text = await RunAsync((command, output) => command.ShowAsync(output));

        text.Should().Be("Connect first.");
    }

    private async Task<string> ConnectAsync(Func<Uri, Task<string?>> person)
    {
        string text = await RunAsync((command, output) => command.ConnectAsync(new Person(output, person), output));
        return text.Split('\n')[^1].TrimEnd('\r');
    }

    private async Task<string> RunAsync(Func<BiginCommand, StringWriter, Task> command)
    {
        HostApplicationBuilder builder = Microsoft.Extensions.Hosting.Host.CreateApplicationBuilder();
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Bigin:RedirectUri"] = "http://localhost:5999/callback",
            ["Bigin:Scopes:0"] = BiginScopes.Org.Read,
            ["Bigin:ForceConsent"] = "true",
        });
        ConsoleGuide.AddServices(builder, _folder.FullName);
        builder.Logging.ClearProviders();
        builder.Services.AddDataProtection().PersistKeysToFileSystem(_folder);
        builder.Services.AddBiginOAuth(_ => { }).UseEmulator(_emulator);
        using IHost host = builder.Build();
        await using var output = new StringWriter();
        await command(host.Services.GetRequiredService<BiginCommand>(), output);
        return output.ToString().TrimEnd();
    }

    /// <summary>Reads the link on the screen, goes through it in a browser, and types what comes back.</summary>
    private sealed class Person(StringWriter screen, Func<Uri, Task<string?>> browser) : TextReader
    {
        public override Task<string?> ReadLineAsync() =>
            browser(new Uri(screen.ToString().Split('\n').Single(line => line.StartsWith("http", StringComparison.Ordinal)).TrimEnd()));
    }
}
