namespace Bigin.OAuth.Tests.Configuration;

[TestOf(typeof(BiginOAuthOptions))]
public sealed class Default_options
{
    [Test]
    public void Are_those_of_a_server_that_works_while_the_user_is_away()
    {
        var options = new BiginOAuthOptions();

        options.ClientType.Should().Be(BiginClientType.ServerBased);
        options.ClientId.Should().BeEmpty();
        options.ClientIds.Should().BeEmpty();
        options.ClientSecret.Should().BeNull();
        options.ClientSecrets.Should().BeEmpty();
        options.RedirectUri.Should().BeNull();
        options.Scopes.Should().BeEmpty();
        options.AccessType.Should().Be(AccessType.Offline);
        options.ForceConsent.Should().BeFalse();
        options.UsePkce.Should().BeFalse();
        options.HomeDataCenter.Should().Be("us");
        options.AllowedDataCenters.Should().BeEmpty();
        options.AuthorizationCodeLifetime.Should().Be(TimeSpan.FromMinutes(1));
        options.ConnectionRecheckInterval.Should().Be(TimeSpan.FromSeconds(30));
        options.ReplacedTokenRevocation.Should().Be(ReplacedTokenRevocation.OtherOrganization);
    }

    [Test]
    public void Ignore_the_case_of_the_ids_of_secrets() =>
        new BiginOAuthOptions { ClientSecrets = { ["eu"] = "s" } }.ClientSecrets["EU"].Should().Be("s");
}
