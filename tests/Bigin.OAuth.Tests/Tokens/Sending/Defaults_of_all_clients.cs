using System.Diagnostics.Metrics;
using Bigin.OAuth.Tests.Connections.ApiClient;
using Microsoft.Extensions.DependencyInjection;

namespace Bigin.OAuth.Tests.Tokens.Sending;

/// <summary>What a host sets for all of its HTTP clients, and so for the library's too.</summary>
[TestOf(typeof(BiginOAuthBuilder))]
public sealed class Defaults_of_all_clients
{
    private static readonly Action<IServiceCollection> Rude = services => services.ConfigureHttpClientDefaults(all => all.ConfigureHttpClient(client =>
    {
        client.BaseAddress = new Uri("https://elsewhere.example.com/api/");
        client.DefaultRequestHeaders.Authorization = new("Bearer", "of-the-host");
        client.DefaultRequestHeaders.Host = "elsewhere.example.com";
    }));

    [Test]
    public async Task Send_no_credentials_and_no_name_of_theirs_to_an_accounts_server([Values] bool isAfter)
    {
        await using RawServer server = RawServer.Start(RawAnswer.Json("""{"access_token":"1000.a.a","status":"success"}"""));
        await using var host = new TokenHost(
            server.Address,
            before: isAfter ? null : Rude,
            build: isAfter ? builder => Rude(builder.Services) : null);

        (await host.Tokens.ExchangeAsync(host.Accepted())).Should().BeOfType<BiginTokens>();
        (await host.Tokens.RefreshAsync(TokenHost.RefreshToken, host.DataCenter)).Should().BeOfType<BiginTokens>();
        (await host.Tokens.RevokeAsync(TokenHost.RefreshToken, host.DataCenter)).Should().BeOfType<Revoked>();

        server.Requests.Should().HaveCount(3).And.OnlyContain(request => request.Head.Contains($"Host: {server.Address.Authority}\r\n", StringComparison.Ordinal)
            && !request.Head.Contains("Authorization", StringComparison.OrdinalIgnoreCase));
    }

    [Test]
    public async Task Leave_relative_addresses_of_a_connection_to_Bigin([Values] bool isTyped)
    {
        await using ApiServer api = await ApiServer.StartAsync();
        await using ApiHost host = await ApiHost.StartAsync(api.Address, build: builder =>
        {
            Rude(builder.Services);
            builder.Services.AddHttpClient("typed").AddBiginConnection(ApiHost.Key);
        });
        using HttpClient bigin = isTyped
            ? host.Services.GetRequiredService<IHttpClientFactory>().CreateClient("typed")
            : host.Connections.CreateClient(ApiHost.Key);

        (await bigin.GetAsync("Contacts")).EnsureSuccessStatusCode();

        api.Requests.Should().ContainSingle().Which.Should().Match<ApiServerRequest>(
            request => request.Target == "/bigin/v2/Contacts" && request.Authorization == $"Zoho-oauthtoken {ApiHost.GetToken(ApiHost.Key)}");
    }

    [Test]
    public async Task Include_the_meters_of_the_host()
    {
        var scopes = new List<object?>();
        using var meters = new MeterListener { InstrumentPublished = (instrument, listener) => listener.EnableMeasurementEvents(instrument) };
        meters.SetMeasurementEventCallback<double>((instrument, _, _, _) =>
        {
            lock (scopes)
            {
                scopes.Add(instrument.Name == "http.client.request.duration" ? instrument.Meter.Scope : null);
            }
        });
        meters.Start();
        await using RawServer accounts = RawServer.Start(RawAnswer.Tokens);
        await using ApiServer api = await ApiServer.StartAsync();
        await using var tokens = new TokenHost(accounts.Address);
        await using ApiHost connections = await ApiHost.StartAsync(api.Address);

        await tokens.Tokens.RefreshAsync(TokenHost.RefreshToken, tokens.DataCenter);
        (await connections.Connections.CreateClient(ApiHost.Key).GetAsync("org")).Dispose();

        lock (scopes)
        {
            scopes.Should().Contain(tokens.Services.GetRequiredService<IMeterFactory>()).And.Contain(connections.Services.GetRequiredService<IMeterFactory>());
        }
    }
}
