using Bigin.OAuth.Emulator;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Bigin.OAuth.Tests.Emulator;

[TestOf(typeof(BiginEmulatorOptions))]
public sealed class Secrets_of_data_centers
{
    [TestCase("one@example.com", "us", "SHARED", true)]
    [TestCase("one@example.com", "us", "european", false)]
    [TestCase("europe@example.com", "eu", "SHARED", false)]
    [TestCase("europe@example.com", "eu", "european", true)]
    public async Task Count_where_there_is_one_and_the_shared_one_elsewhere(string user, string dataCenter, string secret, bool isRight)
    {
        await using Host host = await Host.StartAsync(options => options.ClientSecrets["EU"] = "european");
        using var caller = new Caller(host);
        Dictionary<string, string> form = caller.Exchange(await caller.CodeAsync(user));

        string answer = await caller.AnswerAsync(new(form) { ["client_secret"] = secret.Replace("SHARED", host.Emulator.ClientSecret) }, dataCenter);

        answer.Should().Contain(isRight ? "access_token" : "{\"error\":\"invalid_client_secret\"}");
    }

    [Test]
    public async Task Are_handed_to_the_host()
    {
        await using BiginEmulator emulator = await BiginEmulator.StartAsync(options => options.ClientSecrets["EU"] = "european");
        var services = new ServiceCollection();
        services.AddBiginOAuth(options =>
        {
            options.RedirectUri = new Uri(Host.RedirectUri);
            options.Scopes.Add(BiginScopes.Org.Read);
            options.ClientSecrets["in"] = "indian";
        }).UseEmulator(emulator);
        await using ServiceProvider provider = services.BuildServiceProvider();

        IDictionary<string, string> secrets = provider.GetRequiredService<IOptions<BiginOAuthOptions>>().Value.ClientSecrets;

        secrets.Should().ContainSingle();
        secrets["eu"].Should().Be("european");
        emulator.ClientSecrets["eu"].Should().Be("european");
    }

    [Test]
    public async Task Are_worth_nothing_where_the_client_is_not_enabled()
    {
        await using Host host = await Host.StartAsync(options => options.EnabledDataCenters.Add("US"));
        using var caller = new Caller(host);

        (await caller.AnswerAsync(caller.Exchange(await caller.CodeAsync("europe@example.com")), "eu")).Should().Be("{\"error\":\"invalid_client\"}");
        (await caller.AnswerAsync(caller.Refresh("1000.0.0"), "eu")).Should().Be("{\"error\":\"invalid_client\"}");
        (await caller.AnswerAsync(caller.Exchange(await caller.CodeAsync()))).Should().Contain("access_token");
    }
}
