using System.Buffers.Text;
using System.Security.Cryptography;
using System.Web;
using BenchmarkDotNet.Attributes;
using Duende.IdentityModel.Client;
using Microsoft.AspNetCore.WebUtilities;

namespace Bigin.OAuth.Benchmarks.Authorize;

/// <summary>
/// Makes the consent link. All make 32 random bytes for the state, or are given one. The others get the scopes joined, and make a string.
/// Bigin.OAuth makes a <see cref="Uri"/> and what is to be kept until the user comes back.
/// </summary>
public class ConsentLink
{
    private const string Endpoint = "https://accounts.zoho.com/oauth/v2/auth";

    private const string State = "Zr8Vd1yqk0bH3m-J5n_7sXcU2wEoTgLpAiFhRvQ9BxM";

    private static readonly string Scope = string.Join(',', Client.Scopes);

    private static readonly Parameters AccessType = new([new("access_type", "offline")]);

    private readonly AuthorizationUrlBuilder _builder;
    private readonly AuthorizationUrlBuilder _builderWithState;
    private readonly AuthorizationUrlBuilder _builderWithPkce;

    public ConsentLink()
    {
        var options = new BiginOAuthOptions();
        Client.Configure(options);
        _builder = new AuthorizationUrlBuilder(options);
        _builderWithState = _builder.WithState(State);
        _builderWithPkce = _builder.WithPkce();
    }

    [Benchmark(Baseline = true, Description = "QueryHelpers.AddQueryString")]
    public string QueryHelpersAdd() => AddQueryString(CreateState());

    [Benchmark(Description = "HttpUtility.ParseQueryString")]
    public string HttpUtilityQuery()
    {
        System.Collections.Specialized.NameValueCollection query = HttpUtility.ParseQueryString("");
        query["scope"] = Scope;
        query["client_id"] = Client.Id;
        query["response_type"] = "code";
        query["access_type"] = "offline";
        query["redirect_uri"] = Client.RedirectUri;
        query["state"] = CreateState();
        return $"{Endpoint}?{query}";
    }

    [Benchmark(Description = "Duende.IdentityModel RequestUrl")]
    public string DuendeRequestUrl() =>
        new RequestUrl(Endpoint).CreateAuthorizeUrl(Client.Id, "code", Scope, Client.RedirectUri, CreateState(), extra: AccessType);

    [Benchmark(Description = "Bigin.OAuth")]
    public Uri Bigin() => _builder.Build().Url;

    [Benchmark(Description = "Bigin.OAuth, PKCE")]
    public Uri BiginWithPkce() => _builderWithPkce.Build().Url;

    [Benchmark(Description = "QueryHelpers.AddQueryString, state given")]
    public string QueryHelpersAddWithState() => AddQueryString(State);

    [Benchmark(Description = "Bigin.OAuth, state given")]
    public Uri BiginWithState() => _builderWithState.Build().Url;

    [Benchmark(Description = "The random state alone")]
    public string CreateState() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    private static string AddQueryString(string state) => QueryHelpers.AddQueryString(Endpoint, new Dictionary<string, string?>
    {
        ["scope"] = Scope,
        ["client_id"] = Client.Id,
        ["response_type"] = "code",
        ["access_type"] = "offline",
        ["redirect_uri"] = Client.RedirectUri,
        ["state"] = state,
    });
}
