using System.Text.RegularExpressions;
using System.Web;

namespace Bigin.OAuth.Tests.Readme;

public sealed class The_guide_to_firewalls
{
    [Test]
    public async Task Names_every_parameter_of_the_callback_and_the_one_that_is_an_address()
    {
        string guide = Repository.Read("docs", "firewalls.md");
        await using Emulator.Host host = await Emulator.Host.StartAsync();

        Uri redirect = await host.Emulator.AcceptAsync(host.Links.Build().Url, "one@example.com");

        System.Collections.Specialized.NameValueCollection query = HttpUtility.ParseQueryString(redirect.Query);
        query.AllKeys.Should().OnlyContain(name => guide.Contains($"`{name}`", StringComparison.Ordinal));
        query.AllKeys.Where(name => Uri.IsWellFormedUriString(query[name], UriKind.Absolute)).Should().Equal("accounts-server");
        Regex.Count(guide, "ARGS:accounts-server").Should().BePositive("the exclusion is for this parameter only");
    }
}
