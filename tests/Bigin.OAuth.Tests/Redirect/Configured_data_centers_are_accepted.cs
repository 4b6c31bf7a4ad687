namespace Bigin.OAuth.Tests.Redirect;

[TestOf(typeof(RedirectResponseParser))]
public sealed class Configured_data_centers_are_accepted
{
    private static RedirectResponse Parse(string id, string configured, string accountsServer) =>
        Client.Parser(options => options.DataCenters.Add(new DataCenter(id, new Uri(configured), new Uri("https://api.example.com"))))
            .Parse(GoodRedirect.With(("location", id), ("accounts-server", Uri.EscapeDataString(accountsServer))), GoodRedirect.State);

    [TestCase("https://accounts.zoho.example", "https://accounts.zoho.example", TestName = "With_the_accounts_server_they_name(https)")]
    [TestCase("https://accounts.zoho.example/", "https://accounts.zoho.example", TestName = "With_the_accounts_server_they_name(configured with a slash)")]
    [TestCase("https://ACCOUNTS.zoho.example", "https://accounts.zoho.example:443/", TestName = "With_the_accounts_server_they_name(configured in upper case)")]
    [TestCase("https://accounts.example:8443", "https://accounts.example:8443", TestName = "With_the_accounts_server_they_name(https with a port)")]
    [TestCase("http://127.0.0.1:5001", "http://127.0.0.1:5001", TestName = "With_the_accounts_server_they_name(http on loopback with a port)")]
    [TestCase("http://localhost:5001", "http://localhost:5001/", TestName = "With_the_accounts_server_they_name(http on localhost with a port)")]
    [TestCase("http://localhost", "http://localhost:80", TestName = "With_the_accounts_server_they_name(http on its default port)")]
    [TestCase("http://[::1]:5001", "http://[::1]:5001", TestName = "With_the_accounts_server_they_name(http on loopback version 6)")]
    public void With_the_accounts_server_they_name(string configured, string accountsServer) =>
        Parse(ImaginaryDataCenter.Id, configured, accountsServer).Should().BeOfType<AuthorizationResult>().Which.AccountsServer.Should().Be(new Uri(configured));

    [TestCase("https://accounts.example:8443", "https://accounts.example", TestName = "And_with_no_other(port left out)")]
    [TestCase("https://accounts.example:8443", "https://accounts.example:443", TestName = "And_with_no_other(default port)")]
    [TestCase("https://accounts.example:8443", "https://accounts.example:08443", TestName = "And_with_no_other(port with a zero)")]
    [TestCase("http://localhost:5001", "http://127.0.0.1:5001", TestName = "And_with_no_other(another name of loopback)")]
    [TestCase("http://localhost:5001", "https://localhost:5001", TestName = "And_with_no_other(another scheme)")]
    [TestCase("http://localhost:5001", "http://localhost:5002", TestName = "And_with_no_other(another port)")]
    [TestCase("http://localhost", "http://localhost:443", TestName = "And_with_no_other(default port of another scheme)")]
    [TestCase("http://[::1]:5001", "http://[0:0:0:0:0:0:0:1]:5001", TestName = "And_with_no_other(loopback version 6 written out)")]
    public void And_with_no_other(string configured, string accountsServer) =>
        Parse(ImaginaryDataCenter.Id, configured, accountsServer).Should().BeOfType<RedirectRejected>().Which.Reason.Should().Be(RedirectRejection.UnknownDataCenter);

    [Test]
    public void And_changing_the_options_later_adds_none()
    {
        var options = Client.Options();
        var parser = new RedirectResponseParser(options);

        options.DataCenters.Add(ImaginaryDataCenter.Create());

        parser.Parse(GoodRedirect.With(("location", ImaginaryDataCenter.Id), ("accounts-server", "https://accounts.zoho.example")), GoodRedirect.State)
            .Should().BeOfType<RedirectRejected>().Which.Reason.Should().Be(RedirectRejection.UnknownDataCenter);
    }
}
