using Bigin.OAuth.AspNetCore;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Bigin.OAuth.Tests.AspNetCore;

/// <summary>What may be meant, and is no error for certain.</summary>
[TestOf(typeof(BiginOAuthEndpointOptions))]
public sealed class Warnings_at_the_registration
{
    [Test]
    public async Task Name_the_allowed_data_centers_that_have_no_client_secret()
    {
        IReadOnlyCollection<string> warnings = await MapAsync(options =>
        {
            (options.ClientSecret, options.ClientSecrets["eu"]) = (null, "secret");
            options.AllowedDataCenters.Add("eu");
            options.AllowedDataCenters.Add("in");
            options.AllowedDataCenters.Add("au");
        });

        warnings.Should().ContainSingle().Which.Should().StartWith("There is no client secret for the data centers in, au").And.Contain("ClientSecrets").And.Contain("AllowedDataCenters");
    }

    [Test]
    public async Task Name_every_data_center_without_a_secret_where_all_are_allowed()
    {
        IReadOnlyCollection<string> warnings = await MapAsync(options => (options.ClientSecret, options.ClientSecrets["eu"]) = (null, "secret"));

        warnings.Should().ContainSingle().Which.Should().Contain("us").And.Contain("cn").And.NotContain(" eu");
    }

    [Test]
    public async Task Are_none_where_each_allowed_data_center_has_a_secret()
    {
        (await MapAsync(options =>
        {
            (options.ClientSecret, options.ClientSecrets["EU"]) = (null, "secret");
            options.AllowedDataCenters.Add("eu");
        })).Should().BeEmpty();
        (await MapAsync(options => options.ClientSecrets["eu"] = "another")).Should().BeEmpty();
    }

    [TestCase(110, 1)]
    [TestCase(10, 0)]
    public async Task Name_scopes_that_fit_no_cookie_where_ConfigureLink_may_ask_for_fewer(int scopes, int count)
    {
        IReadOnlyCollection<string> warnings = await MapAsync(
            options => Array.ForEach([.. Enumerable.Range(0, scopes)], i => options.Scopes.Add($"ZohoBigin.modules.module{i:D3}.READ")),
            options => options.ConfigureLink = (_, links) => new(links.WithScopes(BiginScopes.Org.Read)));

        warnings.Should().HaveCount(count);
        if (count > 0)
        {
            warnings.Single().Should().Match("Scopes are 111, and the cookie of an attempt has room for about * of them. ConfigureLink has to ask for fewer*");
        }
    }

    private static async Task<IReadOnlyCollection<string>> MapAsync(Action<BiginOAuthOptions> configure, Action<BiginOAuthEndpointOptions>? configureEndpoints = null)
    {
        var logs = new RecordedLogs();
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders().AddProvider(logs);
        builder.Services.AddDataProtection().UseEphemeralDataProtectionProvider();
        builder.Services.AddBiginOAuth(options =>
        {
            (options.ClientId, options.ClientSecret, options.RedirectUri) = (Client.Id, Client.Secret, new Uri(WebHost.RedirectUri));
            options.Scopes.Add(BiginScopes.Org.Read);
            configure(options);
        });
        await using WebApplication app = builder.Build();
        app.MapBiginOAuth(options =>
        {
            options.ConnectionKey = _ => new("key");
            configureEndpoints?.Invoke(options);
        });
        return [.. logs.Entries.Where(entry => entry.Level == LogLevel.Warning).Select(entry => entry.Message)];
    }
}
