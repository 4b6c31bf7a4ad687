using System.Net;
using Bigin.OAuth.AspNetCore;
using Bigin.OAuth.Emulator;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;

namespace Bigin.OAuth.Tests.AspNetCore;

[TestOf(typeof(BiginOAuthEndpointRouteBuilderExtensions))]
public sealed class Cookies_that_were_changed
{
    private static readonly Func<string, string>[] Changes =
    [
        value => $"{value}A",
        value => value[..^1],
        value => $"{value[..40]}{(value[40] == 'A' ? 'B' : 'A')}{value[41..]}",
        value => $"{value[..^5]}{(value[^5] == 'A' ? 'B' : 'A')}{value[^4..]}",
        value => new string([.. value.Reverse()]),
        _ => "junk",
        _ => "%00",
        _ => "CfDJ8",
        value => string.Concat(value, value),
    ];

    private static readonly int[] Rows = [.. Enumerable.Range(0, Changes.Length)];

    [TestCaseSource(nameof(Rows))]
    public async Task Are_unreadable_and_removed(int row)
    {
        var outcomes = new RecordedOutcomes();
        await using WebHost host = await WebHost.StartAsync(outcomes.Record);
        using WebBrowser browser = host.Browse();
        Uri redirect = await host.AcceptAsync(await browser.ConnectAsync());
        (string name, string value) = browser.Cookies.Single();
        browser.Cookies[name] = Changes[row](value);

        using HttpResponseMessage answer = await browser.ReturnAsync(redirect);

        await answer.ShouldBeAsync(HttpStatusCode.BadRequest, "attempt-not-found");
        outcomes.Last.Should().BeOfType<AttemptRejectedOutcome>().Which.Reason.Should().Be(AttemptRejection.Unreadable);
        outcomes.Last.Key.Should().BeNull();
        browser.Cookies.Should().BeEmpty();
        host.Exchanges.Should().Be(0);
    }

    [Test]
    public async Task Are_unreadable_where_another_key_ring_made_them()
    {
        await using BiginEmulator emulator = await BiginEmulator.StartAsync();
        var outcomes = new RecordedOutcomes();
        await using WebHost first = await WebHost.StartAsync(emulator: emulator);
        await using WebHost second = await WebHost.StartAsync(outcomes.Record, emulator: emulator);
        using WebBrowser browser = first.Browse();
        Uri redirect = await first.AcceptAsync(await browser.ConnectAsync());
        using WebBrowser moved = second.Browse();
        moved.Cookies.Add(browser.Cookies.Keys.Single(), browser.Cookies.Values.Single());

        using HttpResponseMessage answer = await moved.ReturnAsync(redirect);

        await answer.ShouldBeAsync(HttpStatusCode.BadRequest, "attempt-not-found");
        outcomes.Last.Should().BeOfType<AttemptRejectedOutcome>().Which.Message.Should().Contain("key ring");
        first.Exchanges.Should().Be(0);
    }

    [TestCase("null")]
    [TestCase("{}")]
    [TestCase("""{"pending":"{}","key":"tenant-42","returnUrl":"/","user":"","expiresAt":"2099-01-01T00:00:00Z"}""")]
    [TestCase("an attempt")]
    public async Task Are_unreadable_where_another_version_wrote_them(string attempt)
    {
        var outcomes = new RecordedOutcomes();
        await using WebHost host = await WebHost.StartAsync(outcomes.Record);
        using WebBrowser browser = host.Browse();
        Uri redirect = await host.AcceptAsync(await browser.ConnectAsync());
        browser.Cookies[browser.Cookies.Keys.Single()] = host.App.Services.GetDataProtector("Bigin.OAuth.AspNetCore", "Attempt.v1").Protect(attempt);

        using HttpResponseMessage answer = await browser.ReturnAsync(redirect);

        await answer.ShouldBeAsync(HttpStatusCode.BadRequest, "attempt-not-found");
        outcomes.Last.Should().BeOfType<AttemptRejectedOutcome>().Which.Reason.Should().Be(AttemptRejection.Unreadable);
        browser.Cookies.Should().BeEmpty();
        host.Exchanges.Should().Be(0);
    }

    [TestCase("__Host-", TestName = "Are unreadable under the name that they would have over https")]
    [TestCase("x", TestName = "Are not found under another name")]
    public async Task Are_no_attempt_under_another_name(string prefix)
    {
        await using WebHost host = await WebHost.StartAsync();
        using WebBrowser browser = host.Browse();
        Uri redirect = await host.AcceptAsync(await browser.ConnectAsync());
        (string name, string value) = browser.Cookies.Single();
        browser.Cookies.Clear();
        browser.Cookies.Add(prefix + name, value);

        using HttpResponseMessage answer = await browser.ReturnAsync(redirect);

        await answer.ShouldBeAsync(HttpStatusCode.BadRequest, "attempt-not-found");
        host.Exchanges.Should().Be(0);
    }
}
