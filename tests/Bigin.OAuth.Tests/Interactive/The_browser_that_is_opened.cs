using Bigin.OAuth.Interactive;
using Microsoft.Extensions.Time.Testing;

namespace Bigin.OAuth.Tests.Interactive;

[TestOf(typeof(SystemBrowser))]
public sealed class The_browser_that_is_opened
{
    private const string Link = "https://accounts.zoho.com/oauth/v2/auth?a=b&c=$(touch%20x)";

    private static readonly TestCaseData[] Machines =
    [
        new TestCaseData(BrowserSystem.Windows, "", new[] { $"shell {Link}" }).SetName("Windows: what its shell opens"),
        new TestCaseData(BrowserSystem.Windows, "SSH_CONNECTION=x", Array.Empty<string>()).SetName("Windows over SSH: none"),
        new TestCaseData(BrowserSystem.Windows, @"BROWSER=C:\Program Files\Browser\browser.exe", new[] { $@"C:\Program Files\Browser\browser.exe {Link}", $"shell {Link}" }).SetName("Windows with BROWSER: a path with spaces"),
        new TestCaseData(BrowserSystem.MacOS, "", new[] { $"open {Link}" }).SetName("macOS: open"),
        new TestCaseData(BrowserSystem.MacOS, "SSH_TTY=x", Array.Empty<string>()).SetName("macOS over SSH: none, for it would open on the wrong desk"),
        new TestCaseData(BrowserSystem.Unix, "", Array.Empty<string>()).SetName("A container: none, for there is no display"),
        new TestCaseData(BrowserSystem.Unix, "DISPLAY=:0", new[] { $"xdg-open {Link}" }).SetName("X11: xdg-open"),
        new TestCaseData(BrowserSystem.Unix, "WAYLAND_DISPLAY=wayland-0", new[] { $"xdg-open {Link}" }).SetName("Wayland: xdg-open"),
        new TestCaseData(BrowserSystem.Unix, "SSH_CONNECTION=x DISPLAY=localhost:10.0", new[] { $"xdg-open {Link}" }).SetName("SSH with a forwarded display: xdg-open"),
        new TestCaseData(BrowserSystem.Unix, "SSH_CONNECTION=x", Array.Empty<string>()).SetName("SSH: none"),
        new TestCaseData(BrowserSystem.Unix, "WSL_DISTRO_NAME=Debian", new[] { $"wslview {Link}" }).SetName("WSL: wslview"),
        new TestCaseData(BrowserSystem.Unix, "WSL_INTEROP=x DISPLAY=:0", new[] { $"wslview {Link}", $"xdg-open {Link}" }).SetName("WSL with a display: wslview, then xdg-open"),
        new TestCaseData(BrowserSystem.Unix, "BROWSER=helper", new[] { $"helper {Link}" }).SetName("BROWSER without a display: it knows where"),
        new TestCaseData(BrowserSystem.Unix, "BROWSER=one:two", new[] { $"one {Link}", $"two {Link}" }).SetName("BROWSER with several"),
    ];

    [TestCaseSource(nameof(Machines))]
    public void Is_the_one_of_the_machine(object system, string variables, string[] expected)
    {
        Dictionary<string, string> environment = variables.StartsWith(@"BROWSER=C:", StringComparison.Ordinal)
            ? new() { ["BROWSER"] = variables["BROWSER=".Length..] }
            : variables.Split(' ', StringSplitOptions.RemoveEmptyEntries).ToDictionary(it => it.Split('=')[0], it => it.Split('=')[1]);

        BrowserCommands.Find((BrowserSystem)system, environment.GetValueOrDefault, isUserInteractive: true, Link)
            .Select(command => $"{command.Program ?? "shell"} {string.Join(' ', command.Arguments)}").Should().Equal(expected);
    }

    [Test]
    public void Gets_the_link_where_BROWSER_says() =>
        BrowserCommands.Find(BrowserSystem.Unix, name => name == "BROWSER" ? "firefox --new-window %s --private" : null, isUserInteractive: true, Link)
            .Single().Arguments.Should().Equal("--new-window", Link, "--private");

    [Test]
    public void Is_none_in_a_service_of_Windows() =>
        BrowserCommands.Find(BrowserSystem.Windows, _ => null, isUserInteractive: false, Link).Should().BeEmpty();

    [Test]
    [Platform(Exclude = "Win")]
    public async Task Gets_the_link_as_one_argument_that_no_shell_reads()
    {
        using var folder = new Scripts();
        string browser = folder.Write("browser", $"printf '%s\\n' \"$#\" \"$1\" > '{folder.Path}/opened'");

        bool isOpened = await Browser(browser).OpenAsync(new Uri(Link), CancellationToken.None);

        isOpened.Should().BeTrue();
        File.ReadAllLines($"{folder.Path}/opened").Should().Equal("1", new Uri(Link).AbsoluteUri);
    }

    [Test]
    [Platform(Exclude = "Win")]
    public async Task Is_the_next_one_where_the_first_fails_or_is_missing()
    {
        using var folder = new Scripts();
        string failing = folder.Write("failing", "exit 3");
        string working = folder.Write("working", $"touch '{folder.Path}/opened'");

        bool isOpened = await Browser($"{folder.Path}/missing:{failing}:{working}").OpenAsync(new Uri(Link), CancellationToken.None);

        isOpened.Should().BeTrue();
        File.Exists($"{folder.Path}/opened").Should().BeTrue();
    }

    [Test]
    [Platform(Exclude = "Win")]
    public async Task Is_none_where_all_of_them_fail()
    {
        using var folder = new Scripts();

        (await Browser(folder.Write("failing", "exit 3")).OpenAsync(new Uri(Link), CancellationToken.None)).Should().BeFalse();
    }

    [Test]
    [Platform(Exclude = "Win")]
    public async Task May_stay_open()
    {
        using var folder = new Scripts();
        var clock = new FakeTimeProvider();
        string staying = folder.Write("staying", $"while [ -d '{folder.Path}' ]; do sleep 0.1; done"); // until the test removes it

        Task<bool> opening = Browser(staying, clock).OpenAsync(new Uri(Link), CancellationToken.None).AsTask();
        await Elapse.UntilAsync(clock, opening);

        (await opening).Should().BeTrue();
    }

    [TestCase("file:///etc/passwd")]
    [TestCase("calculator:")]
    [TestCase("javascript:alert(1)")]
    public async Task Gets_no_link_of_another_kind(string link)
    {
        using var folder = new Scripts();
        string browser = OperatingSystem.IsWindows() ? "browser" : folder.Write("browser", $"touch '{folder.Path}/opened'");

        (await Browser(browser).OpenAsync(new Uri(link), CancellationToken.None)).Should().BeFalse();
        File.Exists($"{folder.Path}/opened").Should().BeFalse();
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task Is_told_to_the_person(bool isOpened)
    {
        await using InteractiveHost host = await InteractiveHost.StartAsync(options => options.OpenBrowser = (_, _) => new(isOpened));
        Task<InteractiveConnectOutcome> outcome = host.Connector.ConnectAsync(InteractiveHost.Key);

        InteractiveLink link = await host.Prompt.NextAsync(outcome);

        link.IsBrowserOpened.Should().Be(isOpened);
        link.ToString().Should().NotContain(State.Of(link.Url));
        host.Prompt.Paste((await host.AcceptAsync(link.Url)).OriginalString);
        await outcome;
    }

    [Test]
    public async Task Leaves_the_link_to_the_person_where_it_cannot_be_opened()
    {
        await using InteractiveHost host = await InteractiveHost.StartAsync(options => options.OpenBrowser = (_, _) => throw new DllNotFoundException());
        Task<InteractiveConnectOutcome> outcome = host.Connector.ConnectAsync(InteractiveHost.Key);

        InteractiveLink link = await host.Prompt.NextAsync(outcome);
        host.Prompt.Paste((await host.AcceptAsync(link.Url)).OriginalString);
        await outcome;

        link.IsBrowserOpened.Should().BeFalse();
        host.Logs.Entries.Should().Contain(entry => entry.Message.StartsWith("OpenBrowser failed", StringComparison.Ordinal));
    }

    private static SystemBrowser Browser(string browser, FakeTimeProvider? clock = null) =>
        new(BrowserSystem.Unix, name => name == "BROWSER" ? browser : null, isUserInteractive: true, clock ?? new FakeTimeProvider());

    private sealed class Scripts : IDisposable
    {
        private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("browser");

        internal string Path => _folder.FullName;

        internal string Write(string name, string script)
        {
            string path = System.IO.Path.Combine(Path, name);
            File.WriteAllText(path, $"#!/bin/sh\n{script}\n");
            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserExecute);
            }

            return path;
        }

        public void Dispose() => _folder.Delete(recursive: true);
    }
}
