using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using Bigin.OAuth.Emulator;

namespace Bigin.OAuth.BrowserTests;

[TestOf(typeof(BiginEmulator))]
public sealed class Pages_of_the_emulator
{
    [TestCase("three@example.com")]
    [TestCase("none@example.com")]
    public async Task Log_no_error_in_the_browsers_console(string user)
    {
        // A status of an error is in the console of itself.
        await using BiginEmulator emulator = await BiginEmulator.StartAsync(options => options.ErrorPageStatus = HttpStatusCode.OK);
        await using PooledBrowserContext browser = await Chromium.OpenAsync();
        IPage page = await browser.NewPageAsync();
        Uri server = emulator.DataCenters[0].AccountsServer;
        var errors = new ConcurrentQueue<string>();
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
            {
                errors.Enqueue(message.Text);
            }
        };
        page.RequestFailed += (_, request) => errors.Enqueue(request.Url);

        await page.GotoAsync(server.AbsoluteUri);
        await page.GotoAsync(new Uri(server, "/oauth/v2/auth").AbsoluteUri);
        await Assertions.Expect(page.GetByText("For the developer")).ToBeVisibleAsync();
        await SignInAsync(page, CreateLink(emulator), user);
        if (user == "three@example.com")
        {
            await page.GetByRole(AriaRole.Radio, new() { Name = "Birch Bicycles" }).CheckAsync();
            await page.GetByRole(AriaRole.Button, new() { Name = "Submit" }).ClickAsync();
        }

        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = user == "three@example.com" ? "Accept" : "Back to app" })).ToBeVisibleAsync();
        await page.GotoAsync(new Uri(server, "/console").AbsoluteUri);
        await page.GetByRole(AriaRole.Button, new() { Name = "Create" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = user == "three@example.com" ? "Select portal" : "You have no Bigin organization" })).ToBeVisibleAsync();
        if (user == "three@example.com")
        {
            await page.GetByRole(AriaRole.Radio, new() { Name = "Birch Bicycles" }).CheckAsync();
            await page.GetByRole(AriaRole.Button, new() { Name = "Create" }).ClickAsync();
            await Assertions.Expect(page.GetByText("It works once")).ToBeVisibleAsync();
        }

        errors.Should().BeEmpty();
    }

    [TestCase(320)]
    [TestCase(375)]
    [TestCase(1280)]
    public async Task Align_the_way_to_another_user_with_the_one_who_is_signed_in(int width)
    {
        await using BiginEmulator emulator = await BiginEmulator.StartAsync();
        await using PooledBrowserContext browser = await Chromium.OpenAsync();
        IPage page = await browser.NewPageAsync();
        await page.SetViewportSizeAsync(width, 800);

        await SignInAsync(page, CreateLink(emulator), "one@example.com");
        LocatorBoundingBoxResult account = (await page.Locator(".account > span").BoundingBoxAsync())!;
        LocatorBoundingBoxResult button = (await page.GetByRole(AriaRole.Button, new() { Name = "Switch user" }).BoundingBoxAsync())!;

        bool isWrapped = button.Y >= account.Y + account.Height - 1;
        float offset = isWrapped ? Math.Abs(button.X - account.X) : Math.Abs(button.Y + (button.Height / 2) - account.Y - (account.Height / 2));
        offset.Should().BeLessThan(1);
    }

    [Test]
    public async Task Make_the_file_of_a_self_client_to_download()
    {
        await using BiginEmulator emulator = await BiginEmulator.StartAsync();
        await using PooledBrowserContext browser = await Chromium.OpenAsync();
        IPage page = await browser.NewPageAsync();
        await SignInAsync(page, new Uri(emulator.DataCenters[0].AccountsServer, "/console"), "three@example.com");
        await page.GetByRole(AriaRole.Radio, new() { Name = "10 minutes" }).CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Create" }).ClickAsync();
        await page.GetByRole(AriaRole.Radio, new() { Name = "Birch Bicycles" }).CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Create" }).ClickAsync();

        IDownload download = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Link, new() { Name = "Download" }).ClickAsync());

        download.SuggestedFilename.Should().Be("self_client.json");
        await using Stream file = await download.CreateReadStreamAsync();
        JsonDocument json = await JsonDocument.ParseAsync(file);
        json.RootElement.GetProperty("code").GetString().Should().Be(await page.Locator("#code").TextContentAsync());
    }

    private static Uri CreateLink(BiginEmulator emulator) => new(
        emulator.DataCenters[0].AccountsServer,
        $"/oauth/v2/auth?response_type=code&scope={BiginScopes.Org.Read}&client_id={emulator.ClientId}&redirect_uri=http%3A%2F%2Flocalhost%3A5999%2Fcallback");

    private static async Task SignInAsync(IPage page, Uri address, string email)
    {
        await page.GotoAsync(address.AbsoluteUri);
        if (await page.GetByRole(AriaRole.Link, new() { Name = "Sign in" }).CountAsync() > 0)
        {
            await page.GetByRole(AriaRole.Link, new() { Name = "Sign in" }).ClickAsync();
        }

        await page.GetByLabel("E-mail address").FillAsync(email);
        await page.GetByRole(AriaRole.Button, new() { Name = "Next", Exact = true }).ClickAsync();
    }
}
