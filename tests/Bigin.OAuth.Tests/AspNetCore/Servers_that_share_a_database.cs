using System.Collections.Concurrent;
using Bigin.OAuth.Emulator;
using Bigin.OAuth.EntityFrameworkCore;
using Bigin.OAuth.Tests.Connections.Store;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Bigin.OAuth.Tests.AspNetCore;

[TestOf(typeof(BiginOAuthEndpointRouteBuilderExtensions))]
public sealed class Servers_that_share_a_database
{
    private static readonly int Users = SuiteSize.Choose(representative: 60, full: 200);

    private static readonly string[] Organizations = ["Acorn Books", "Birch Bicycles", "Cedar Ceramics"];

    // Each user connects a key of their own, starts at one server and comes back to either, then reconnects and picks at random.
    [Test]
    public async Task Give_no_key_the_organization_of_another_user()
    {
        string folder = Path.Combine(Path.GetTempPath(), $"bigin-{Guid.NewGuid():N}");
        Directory.CreateDirectory(folder);
        try
        {
            await using BiginEmulator emulator = await BiginEmulator.StartAsync(options =>
                (options.CodesPerTenMinutes, options.LiveRefreshTokens) = (int.MaxValue, int.MaxValue));
            IDataProtectionProvider ring = new EphemeralDataProtectionProvider();
            await using WebHost first = await StartAsync(emulator, folder, ring);
            await using WebHost second = await StartAsync(emulator, folder, ring);
            WebHost[] servers = [first, second];
            var outcomes = new ConcurrentDictionary<string, string>();

            await Parallel.ForEachAsync(Enumerable.Range(0, Users), new ParallelOptions { MaxDegreeOfParallelism = Users }, async (i, _) =>
            {
                string own = Organizations[i % 3];
                (await ConnectAsync(emulator, servers[i % 2], servers[i / 2 % 2], i, own)).Should().Be("/");
                string again = Organizations[i / 3 % 3];
                outcomes[$"user-{i}"] = await ConnectAsync(emulator, servers[(i + 1) % 2], servers[i / 2 % 2], i, again);
                outcomes[$"user-{i}"].Should().Be(again == own ? "/" : "409");
            });

            outcomes.Should().HaveCount(Users).And.ContainValue("/").And.ContainValue("409");
            for (int i = 0; i < Users; i++)
            {
                foreach (WebHost server in servers)
                {
                    (await server.Connections.FindAsync($"user-{i}"))!.Organization!.Name.Should().Be(Organizations[i % 3]);
                }
            }

            foreach (int i in new[] { 0, 1, 2, 3, Users / 2, Users - 1 })
            {
                (await second.Connections.CreateClient($"user-{i}").GetStringAsync("org")).Should().Contain(Organizations[i % 3]);
            }
        }
        finally
        {
            SqlitePool.Clear(Path.Combine(folder, "bigin.db"));
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<string> ConnectAsync(BiginEmulator emulator, WebHost start, WebHost end, int user, string organization)
    {
        using WebBrowser browser = start.Browse($"user-{user}");
        Uri redirect = await emulator.AcceptAsync(await browser.ConnectAsync(), "three@example.com", organization);
        using WebBrowser back = end.Browse($"user-{user}");
        foreach ((string name, string value) in browser.Cookies)
        {
            back.Cookies.Add(name, value);
        }

        using HttpResponseMessage answer = await back.ReturnAsync(redirect);
        return answer.Headers.Location?.OriginalString ?? $"{(int)answer.StatusCode}";
    }

    private static Task<WebHost> StartAsync(BiginEmulator emulator, string folder, IDataProtectionProvider ring) => WebHost.StartAsync(
        options => options.ConnectionKey = context => new(context.User.Claims.Single().Value),
        options => options.ForceConsent = true,
        builder =>
        {
            builder.Services.AddSingleton(ring);
            builder.Services.AddDbContext<BiginConnectionsDbContext>(database => database.UseSqlite($"Data Source={Path.Combine(folder, "bigin.db")}"));
            builder.Services.AddBiginOAuth().PersistConnectionsToDbContext<BiginConnectionsDbContext>();
        },
        emulator: emulator);
}
