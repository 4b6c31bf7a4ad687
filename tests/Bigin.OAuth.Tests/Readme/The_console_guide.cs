using Bigin.OAuth.Emulator;
using Bigin.OAuth.Interactive;
using Bigin.OAuth.Tests.Connections.Store;
using Bigin.OAuth.Tests.Interactive;
using Invoices;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Bigin.OAuth.Tests.Readme;

public sealed class The_console_guide : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("console");
    private readonly Uri _redirectUri = FreePorts.TakeRedirectUri();
    private BiginEmulator _emulator = null!;

    [SetUp]
    public async Task StartAsync() => _emulator = await BiginEmulator.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await _emulator.DisposeAsync();
        SqlitePool.ClearFolder(_folder);
        _folder.Delete(recursive: true);
    }

    [Test]
    public async Task Connects_and_keeps_the_connection_for_the_next_run()
    {
        string connected = await ConnectAsync(link => _emulator.AcceptAsync(link, "one@example.com"));

        string organization = await RunAsync((command, output) => command.ShowAsync(output));

        connected.Should().Be("Connected to Acorn Books (700000101).");
        organization.Should().Contain("Acorn Books");
    }

    [Test]
    public async Task Connects_where_the_person_pastes_the_address()
    {
        string text = await ConnectAsync(link => _emulator.AcceptAsync(link, "one@example.com"), isPasted: true);

        text.Should().StartWith("Connected to ");
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task Says_that_the_user_rejected(bool isPasted)
    {
        string text = await ConnectAsync(link => _emulator.RejectAsync(link, "one@example.com"), isPasted);

        text.Should().Be("You rejected the request, so nothing was connected.");
    }

    [Test]
    public async Task Moves_to_the_organization_that_was_picked_last()
    {
        await ConnectAsync(link => _emulator.AcceptAsync(link, "three@example.com", "Birch Bicycles"));

        string text = await ConnectAsync(link => _emulator.AcceptAsync(link, "three@example.com", "Cedar Ceramics"));

        text.Should().StartWith("Connected to Cedar Ceramics ");
    }

    [Test]
    public async Task Asks_to_connect_first()
    {
        string text = await RunAsync((command, output) => command.ShowAsync(output));

        text.Should().Be("Connect first.");
    }

    [Test]
    public async Task Has_pages_in_the_words_of_the_program()
    {
        string page = "";
        string text = await ConnectAsync(async link =>
        {
            using var browser = new LoopbackBrowser();
            page = await browser.ReadAsync(_redirectUri); // not the answer, so the program goes on
            return await _emulator.AcceptAsync(link, "one@example.com");
        });

        page.Should().Contain("<h1>This is not the answer that the program waits for</h1>").And.Contain("Invoices");
        text.Should().StartWith("Connected to ");
    }

    [Test]
    public async Task Lets_the_code_of_a_window_paste()
    {
        var shown = new List<InteractiveLink>();
        using var window = new WindowPrompt(shown.Add);

        Task<string?> pasted = window.ShowAsync(new InteractiveLink(new Uri("https://accounts.zoho.com/"), isBrowserOpened: true), CancellationToken.None).AsTask();
        window.Paste("http://localhost:5999/callback?x");

        (await pasted).Should().Be("http://localhost:5999/callback?x");
        shown.Should().ContainSingle();
    }

    private Task<string> ConnectAsync(Func<Uri, Task<Uri>> person, bool isPasted = false) =>
        RunAsync((command, output) => command.ConnectAsync(output, CancellationToken.None), person, isPasted);

    private async Task<string> RunAsync(Func<BiginCommand, StringWriter, Task> command, Func<Uri, Task<Uri>>? person = null, bool isPasted = false)
    {
        HostApplicationBuilder builder = Microsoft.Extensions.Hosting.Host.CreateApplicationBuilder();
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Bigin:RedirectUri"] = _redirectUri.OriginalString,
            ["Bigin:Scopes:0"] = BiginScopes.Org.Read,
            ["Bigin:ForceConsent"] = "true",
        });
        ConsoleGuide.AddServices(builder, _folder.FullName);
        builder.Logging.ClearProviders();
        builder.Services.AddDataProtection().PersistKeysToFileSystem(_folder);
        builder.Services.AddBiginOAuth(_ => { }).UseEmulator(_emulator).AddInteractive(options => ConsoleGuide.Configure(options)).AddInteractive(options =>
        {
            options.OpenBrowser = (_, _) => new(false);
            options.Prompt = new Person(person, isPasted);
        });
        using IHost host = builder.Build();
        await using var output = new StringWriter();
        await command(host.Services.GetRequiredService<BiginCommand>(), output);
        return output.ToString().TrimEnd();
    }

    /// <summary>Reads the link on the screen, goes through it in a browser, and lets the browser come back or pastes the address.</summary>
    private sealed class Person(Func<Uri, Task<Uri>>? person, bool isPasted) : IInteractivePrompt
    {
        public async ValueTask<string?> ShowAsync(InteractiveLink link, CancellationToken cancellationToken)
        {
            Uri redirect = await person!(link.Url);
            if (isPasted)
            {
                return redirect.OriginalString;
            }

            using var browser = new LoopbackBrowser();
            await browser.ReadAsync(redirect);
            return null;
        }
    }
}
