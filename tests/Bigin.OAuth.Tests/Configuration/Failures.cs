using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Bigin.OAuth.Tests.Configuration;

[TestOf(typeof(BiginOAuthOptions))]
public sealed class Failures
{
    private static readonly OptionsFlaw[] Flaws =
    [
        .. OptionsFlaws.All,
        new("a secret as the id", options => options.ClientSecrets["MARKERbb4169344ea3ef804d96531f8de0ca7a8b6fb7d8dd"] = "eu", "", ""),
        new("a secret as the home data center", options => options.HomeDataCenter = "MARKERbb4169344ea3ef804d96531f8de0ca7a8b6fb7d8dd", "", ""),
        new("a secret as a scope", options => options.Scopes.Add("MARKER\nbb4169344ea3ef804d96531f8de0ca7a8b6fb7d8dd"), "", ""),
        new("a secret in the redirect URI", options => options.RedirectUri = new Uri("http://user:MARKER@example.com/?x=MARKER#MARKER"), "", ""),
        new("a secret in an address", options => options.DataCenters.Add(new(ImaginaryDataCenter.Id, new("http://MARKER"), new("https://x:MARKER@example.com"))), "", ""),
    ];

    [TestCaseSource(nameof(Flaws))]
    public void Never_hold_a_client_secret(object flaw)
    {
        OptionsValidationException thrown = FluentActions.Invoking(() => new AuthorizationUrlBuilder(Client.Options(WithSecrets((OptionsFlaw)flaw))))
            .Should().Throw<OptionsValidationException>().Which;

        thrown.ToString().Should().NotContainEquivalentOf("marker");
        string.Concat(thrown.Failures).Should().NotContainEquivalentOf("marker");
    }

    [TestCaseSource(nameof(Flaws))]
    public async Task Never_hold_a_client_secret_when_a_host_starts(object flaw)
    {
        Func<Task> start = () => Hosts.StartAsync(services =>
            services.AddBiginOAuth(Hosts.Section()).Services.Configure(WithSecrets((OptionsFlaw)flaw)));

        (await start.Should().ThrowAsync<OptionsValidationException>()).Which.ToString().Should().NotContainEquivalentOf("marker");
    }

    [TestCase("ClientSecrets", "MARKER", TestName = "a secret where the secrets of the data centers belong")]
    [TestCase("Scopes", "MARKER", TestName = "a secret where the scopes belong")]
    public void Never_hold_the_single_value_of_a_list(string key, string value) =>
        FluentActions.Invoking(() => Hosts.Bind((key, value), ("ClientSecret", "MARKER"))).Should().Throw<OptionsValidationException>()
            .Which.ToString().Should().NotContain("MARKER");

    private static Action<BiginOAuthOptions> WithSecrets(OptionsFlaw flaw) => options =>
    {
        options.ClientSecret = "MARKER-of-all";
        options.ClientSecrets["us"] = "MARKER-of-us";
        options.ClientSecrets["eu"] = "MARKER-of-eu";
        flaw.Break(options);
    };
}
