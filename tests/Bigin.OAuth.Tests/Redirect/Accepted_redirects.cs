namespace Bigin.OAuth.Tests.Redirect;

public sealed class Accepted_redirects
{
    private const string State = "s";

    [TestCase(
        "?code=1000.aa75abd2cd57603af9cd152be0a4a724.681a79ac0ad10a7c66713be8dbbe8541&location=us&accounts-server=https%3A%2F%2Faccounts.zoho.com&&state=s",
        "1000.aa75abd2cd57603af9cd152be0a4a724.681a79ac0ad10a7c66713be8dbbe8541",
        "us",
        TestName = "Bigin's sample")]
    public void Are_a_result_with_the_code_and_the_data_center(string query, string code, string location)
    {
        var result = Client.Parser().Parse(query, State).Should().BeOfType<AuthorizationResult>().Subject;

        result.Code.Reveal().Should().Be(code);
        result.Location.Should().Be(location);
        result.IsStateVerified.Should().BeTrue();
        result.Code.ReceivedAt.Should().Be(Client.Now);
    }
}
