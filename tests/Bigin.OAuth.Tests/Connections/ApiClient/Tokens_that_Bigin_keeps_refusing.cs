using System.Collections.Concurrent;
using System.Net;
using Bigin.OAuth.Tests.Tokens;
using Microsoft.Extensions.DependencyInjection;

namespace Bigin.OAuth.Tests.Connections.ApiClient;

/// <summary>A new token may be refused too. Each refresh counts, and a connection has ten of them in ten minutes.</summary>
[TestOf(typeof(BiginConnections))]
public sealed class Tokens_that_Bigin_keeps_refusing
{
    private static readonly string First = ApiHost.GetToken(ApiHost.Key);

    [Test]
    public async Task At_one_address_are_refreshed_once()
    {
        await using ApiServer api = await ApiServer.RefusingAsync(ApiServer.InvalidToken, "");
        await using RawServer accounts = RawServer.Start([.. Enumerable.Range(0, 30).Select(i => ApiHost.Refreshed($"1000.later.{i}"))]);
        await using ApiHost host = await ApiHost.StartAsync(api.Address, accounts.Address);
        using HttpClient bigin = host.Connections.CreateClient(ApiHost.Key);

        using (HttpResponseMessage answer = await bigin.GetAsync("org"))
        {
            answer.StatusCode.Should().Be(HttpStatusCode.Unauthorized);
            (await answer.Content.ReadAsStringAsync()).Should().Be(ApiServer.InvalidToken);
            api.Requests.Should().HaveCount(2);
            accounts.Requests.Should().ContainSingle();
        }

        for (int i = 0; i < 30; i++)
        {
            using HttpResponseMessage answer = await bigin.GetAsync("org");
            answer.StatusCode.Should().Be(HttpStatusCode.Unauthorized);
        }

        accounts.Requests.Should().ContainSingle("the address refuses every token, and the others may need the budget");
        (await host.Connections.GetAccessTokenAsync(ApiHost.Key)).Reveal().Should().Be("1000.later.0");
        host.Clock.Advance(TimeSpan.FromMinutes(10));
        (await bigin.GetAsync("org")).Dispose();
        accounts.Requests.Should().HaveCount(2, "Bigin may have ended the token meanwhile");
    }

    [Test]
    public async Task At_one_address_are_believed_again_after_ten_minutes()
    {
        await using ApiServer api = await ApiServer.RefusingAsync(ApiServer.InvalidToken, "");
        await using RawServer accounts = RawServer.Start([.. Enumerable.Range(0, 9).Select(i => ApiHost.Refreshed($"1000.later.{i}"))]);
        await using ApiHost host = await ApiHost.StartAsync(api.Address, accounts.Address);
        using HttpClient bigin = host.Connections.CreateClient(ApiHost.Key);

        for (int minute = 0; minute < 30; minute++)
        {
            using HttpResponseMessage answer = await bigin.GetAsync("org");
            host.Clock.Advance(TimeSpan.FromMinutes(1));
        }

        accounts.Requests.Should().HaveCount(3, "Bigin may have ended the newer token too, and one refresh in ten minutes leaves nine for the others");
    }

    [Test]
    public async Task After_a_new_consent_are_refreshed_at_an_address_that_refused_the_grant_before()
    {
        var ended = new ConcurrentBag<string> { First };
        await using ApiServer api = await ApiServer.RefusingAsync(ApiServer.InvalidToken, ended);
        await using RawServer accounts = RawServer.Start(ApiHost.Refreshed("1000.third"));
        await using ApiHost host = await ApiHost.StartAsync(api.Address, accounts.Address);
        IBiginConnectionStore store = host.Services.GetRequiredService<IBiginConnectionStore>();
        using HttpClient bigin = host.Connections.CreateClient(ApiHost.Key);
        await host.Connections.GetAccessTokenAsync(ApiHost.Key);
        StoredConnection row = (await store.FindAsync(ApiHost.Key))!;
        (await store.TrySaveAsync(
            new StoredConnection
            {
                Key = row.Key,
                DataCenter = row.DataCenter,
                RefreshToken = "1000.of.the.new.consent",
                AccessToken = "1000.second",
                AccessTokenExpiresAt = row.AccessTokenExpiresAt,
                OrganizationId = "1", // or it would be read in the background
                ConnectedAt = row.ConnectedAt.AddSeconds(1),
            },
            row.ConcurrencyStamp)).Should().BeTrue();
        ended.Add("1000.second");

        using HttpResponseMessage first = await bigin.GetAsync("org");
        using HttpResponseMessage second = await bigin.GetAsync("org");

        first.StatusCode.Should().Be(HttpStatusCode.Unauthorized, "a request is repeated once");
        second.StatusCode.Should().Be(HttpStatusCode.OK, "the refusal of the grant before says nothing of this one");
        api.Requests.Select(x => x.Authorization.Split(' ')[1]).Should().Equal(First, "1000.second", "1000.second", "1000.third");
    }

    [Test]
    public async Task At_many_addresses_are_refreshed_three_times_in_ten_minutes()
    {
        await using ApiServer api = await ApiServer.RefusingAsync(ApiServer.InvalidToken, "");
        await using RawServer accounts = RawServer.Start([.. Enumerable.Range(0, 30).Select(i => ApiHost.Refreshed($"1000.later.{i}"))]);
        await using ApiHost host = await ApiHost.StartAsync(api.Address, accounts.Address);
        using HttpClient bigin = host.Connections.CreateClient(ApiHost.Key);

        for (int i = 0; i < 30; i++)
        {
            using HttpResponseMessage answer = await bigin.GetAsync($"Contacts/{i}");
            answer.StatusCode.Should().Be(HttpStatusCode.Unauthorized);
        }

        accounts.Requests.Should().HaveCount(3);
    }
}
