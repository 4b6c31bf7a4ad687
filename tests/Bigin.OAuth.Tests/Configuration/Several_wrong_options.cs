using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Bigin.OAuth.Tests.Configuration;

[TestOf(typeof(BiginOAuthOptions))]
public sealed class Several_wrong_options
{
    private static readonly string[] Settings =
    [
        "ClientType ",
        "ClientId ",
        "ClientIds:cn ",
        "ClientIds has ",
        "RedirectUri ",
        "Scopes:0 ",
        "Scopes:1 ",
        "AccessType ",
        $"DataCenters:{DataCenter.All.Count}:AccountsServer ",
        $"DataCenters:{DataCenter.All.Count}:ApiServer ",
        $"DataCenters:{DataCenter.All.Count + 1}:Id ",
        "HomeDataCenter ",
        "AllowedDataCenters:0 ",
        "ClientSecrets ",
        "AuthorizationCodeLifetime ",
        "ConnectionRecheckInterval ",
        "ReplacedTokenRevocation ",
    ];

    [Test]
    public void Are_all_reported_at_once_by_a_builder() =>
        ShouldListAll(FluentActions.Invoking(() => new AuthorizationUrlBuilder(Wrong())).Should().Throw<OptionsValidationException>().Which);

    [Test]
    public void Are_all_reported_at_once_by_a_parser() =>
        ShouldListAll(FluentActions.Invoking(() => new RedirectResponseParser(Wrong())).Should().Throw<OptionsValidationException>().Which);

    [Test]
    public async Task Are_all_reported_at_once_when_a_host_starts()
    {
        Func<Task> start = () => Hosts.StartAsync(services => services.AddBiginOAuth(Break));

        ShouldListAll((await start.Should().ThrowAsync<OptionsValidationException>()).Which);
    }

    [Test]
    public async Task Are_reported_together_with_single_values_where_a_list_belongs()
    {
        Func<Task> start = () => Hosts.StartAsync(services =>
            services.AddBiginOAuth(Hosts.Section(("ClientId", ""), ("Scopes:0", null), ("Scopes", "A.read"), ("AllowedDataCenters", "eu"))));

        (await start.Should().ThrowAsync<OptionsValidationException>()).Which.Failures
            .Should().Contain(failure => failure.StartsWith("ClientId ", StringComparison.Ordinal))
            .And.Contain(failure => failure.StartsWith("Scopes is a single value", StringComparison.Ordinal))
            .And.Contain(failure => failure.StartsWith("AllowedDataCenters is a single value", StringComparison.Ordinal));
    }

    private static void ShouldListAll(OptionsValidationException thrown)
    {
        thrown.Failures.Select(failure => Settings.SingleOrDefault(setting => failure.StartsWith(setting, StringComparison.Ordinal)))
            .Should().BeEquivalentTo(Settings);
        thrown.Message.Should().ContainAll(Settings);
    }

    private static BiginOAuthOptions Wrong()
    {
        var options = new BiginOAuthOptions();
        Break(options);
        return options;
    }

    private static void Break(BiginOAuthOptions options)
    {
        options.ClientType = (BiginClientType)7;
        options.ClientIds["cn"] = "";
        options.ClientIds["xx"] = "1000.X";
        options.Scopes.Add("A.read,B.read");
        options.Scopes.Add("");
        options.AccessType = (AccessType)7;
        options.DataCenters.Add(new DataCenter(ImaginaryDataCenter.Id, new Uri("http://accounts.zoho.example"), new Uri("/", UriKind.Relative)));
        options.DataCenters.Add(new DataCenter("eu", new Uri("https://accounts.example.com"), new Uri("https://www.example.com")));
        options.HomeDataCenter = "xx";
        options.AllowedDataCenters.Add("xx");
        options.ClientSecrets["xx"] = "s";
        options.AuthorizationCodeLifetime = TimeSpan.Zero;
        options.ConnectionRecheckInterval = TimeSpan.FromHours(1);
        options.ReplacedTokenRevocation = (ReplacedTokenRevocation)7;
    }
}
