using System.Collections.Concurrent;
using Bigin.OAuth.Emulator;
using Microsoft.AspNetCore.Builder;

namespace Bigin.OAuth.Tests.AspNetCore;

[TestOf(typeof(BiginOAuthEndpointRouteBuilderExtensions))]
public sealed class Many_connects_at_once
{
    private static readonly int Count = SuiteSize.Choose(representative: 64, full: 1_000);

    [Test]
    public async Task End_where_they_were_to_return_and_with_a_connection_each()
    {
        await using BiginEmulator emulator = await BiginEmulator.StartAsync(options =>
            (options.CodesPerTenMinutes, options.LiveRefreshTokens) = (int.MaxValue, int.MaxValue));
        await using WebHost host = await WebHost.StartAsync(
            options => options.ConnectionKey = context => new(context.Request.Query["tenant"].ToString()),
            options => options.ForceConsent = true,
            emulator: emulator);
        var ends = new ConcurrentBag<string>();

        await Parallel.ForEachAsync(Enumerable.Range(0, Count), new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (i, _) =>
        {
            using WebBrowser browser = host.Browse($"user-{i}");
            Uri redirect = await host.AcceptAsync(await browser.ConnectAsync($"/bigin/connect?tenant=tenant-{i}&returnUrl=/{i}"));
            using HttpResponseMessage answer = await browser.ReturnAsync(redirect);
            answer.ShouldReturnTo($"/{i}");
            browser.Cookies.Should().BeEmpty();
            ends.Add(answer.Headers.Location!.OriginalString);
        });

        ends.Should().HaveCount(Count).And.OnlyHaveUniqueItems();
        (await host.Connections.ListAsync().CountAsync()).Should().Be(Count);
        host.Exchanges.Should().Be(Count);
    }
}
