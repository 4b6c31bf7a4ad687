using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;

namespace Bigin.OAuth.Tests.Readme;

public sealed partial class The_guide_to_the_real_Bigin
{
    private static readonly DataCenter[] DataCenters = [.. DataCenter.All];

    // What comes of the settings, the API console or the user; the rest is for docs/tokens.md alone.
    private static readonly TokenErrorKind[] Kinds =
    [
        .. Enum.GetValues<TokenErrorKind>().Except(
            [TokenErrorKind.ServerError, TokenErrorKind.Unreachable, TokenErrorKind.Timeout, TokenErrorKind.Other]),
    ];

    private readonly string _guide = Repository.Read("docs", "real-bigin.md");

    [TestCaseSource(nameof(DataCenters))]
    public void Lists_each_data_center(DataCenter dataCenter) =>
        _guide.Should().Contain($"\n| `{dataCenter.Id}` | `{dataCenter.AccountsServer.OriginalString.TrimEnd('/')}` | `{dataCenter.ApiServer.OriginalString.TrimEnd('/')}` |");

    [TestCaseSource(nameof(Kinds))]
    public void Has_a_mend_for_each_kind_of_error_that_somebody_can_mend(TokenErrorKind kind) => Causes().Should().Contain(kind.ToString());

    [Test]
    public void Names_no_cause_that_does_not_exist() => Causes().Should().HaveCountGreaterThan(15).And.BeSubsetOf(
    [
        .. Enum.GetNames<TokenErrorKind>(), .. Enum.GetNames<RedirectRejection>(), .. Enum.GetNames<ConnectionFailure>(), nameof(RefreshTokenMissing),
    ]);

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

    // The words in the first column of the tables of causes that look like members of an enumeration.
    private string[] Causes() =>
    [
        .. _guide[_guide.IndexOf("In the application.", StringComparison.Ordinal).._guide.IndexOf("## Limits", StringComparison.Ordinal)].Split('\n')
            .Where(line => line.StartsWith("| `", StringComparison.Ordinal))
            .SelectMany(line => CausePattern().Matches(line.Split('|')[1]).Select(cause => cause.Groups["name"].Value)),
    ];

    [GeneratedRegex("`(?<name>[A-Z][A-Za-z]+)`")]
    private static partial Regex CausePattern();

    [GeneratedRegex("Bigin(:|__)[A-Za-z]+(:[a-z]+)?")]
    private static partial Regex SettingPattern();
}
