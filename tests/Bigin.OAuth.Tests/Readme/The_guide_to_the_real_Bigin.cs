using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;

namespace Bigin.OAuth.Tests.Readme;

public sealed partial class The_guide_to_the_real_Bigin
{
    private static readonly DataCenter[] DataCenters = [.. DataCenter.All];

    private readonly string _guide = Repository.Read("docs", "real-bigin.md");

    [TestCaseSource(nameof(DataCenters))]
    public void Lists_each_data_center(DataCenter dataCenter) =>
        _guide.Should().Contain($"\n| `{dataCenter.Id}` | `{dataCenter.AccountsServer.OriginalString.TrimEnd('/')}` | `{dataCenter.ApiServer.OriginalString.TrimEnd('/')}` |");

    [Test]
    public void Registers_the_redirect_uri_of_the_sample()
    {
        using JsonDocument settings = JsonDocument.Parse(
            Repository.Read("samples", "ConnectBigin", "appsettings.json"), new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip });

        string redirectUri = settings.RootElement.GetProperty("Bigin").GetProperty("RedirectUri").GetString()!;
        string address = settings.RootElement.GetProperty("Urls").GetString()!;

        _guide.Should().Contain($"`{redirectUri}`").And.Contain($"Open `{address}`");
    }

    [Test]
    public void Sets_settings_that_exist()
    {
        string[] names = [.. SettingPattern().Matches(string.Concat(Readme_code.Blocks("docs/real-bigin.md", "sh"))).Select(name => name.Value.Replace("__", ":", StringComparison.Ordinal)).Distinct()];
        IConfiguration configuration = new ConfigurationBuilder().AddInMemoryCollection(names.Select(name => KeyValuePair.Create(name, (string?)"x"))).Build();
        var options = new BiginOAuthOptions();

        configuration.GetSection("Bigin").Bind(options);

        names.Should().BeEquivalentTo("Bigin:ClientId", "Bigin:ClientSecret", "Bigin:ClientSecrets:eu");
        (options.ClientId, options.ClientSecret, options.ClientSecrets["eu"]).Should().Be(("x", "x", "x"));
    }

    [GeneratedRegex("Bigin(:|__)[A-Za-z]+(:[a-z]+)?")]
    private static partial Regex SettingPattern();
}
