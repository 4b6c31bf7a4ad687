using System.Collections.Specialized;
using System.Web;
using BenchmarkDotNet.Attributes;
using Duende.IdentityModel.Client;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;

namespace Bigin.OAuth.Benchmarks.Redirect;

/// <summary>
/// Reads the redirect of an accepted request. The others split and decode the query, and check nothing; Bigin.OAuth compares the state in
/// constant time, looks the accounts server up in its map, refuses what came twice, and so on.
/// </summary>
public class AcceptedRedirect
{
    internal const string State = "Zr8Vd1yqk0bH3m-J5n_7sXcU2wEoTgLpAiFhRvQ9BxM";

    internal const string Query = $"{Start}&location=us&accounts-server=https%3A%2F%2Faccounts.zoho.com&";

    internal const string QueryWithoutEscapes = $"{Start}&location=us&accounts-server=https://accounts.zoho.com&";

    internal const string DeniedQuery = "?error=access_denied";

    private const string Start = $"?state={State}&code=1000.aa75abd2cd57603af9cd152be0a4a724.681a79ac0ad10a7c66713be8dbbe8541";

    private readonly RedirectResponseParser _parser;

    public AcceptedRedirect()
    {
        var options = new BiginOAuthOptions();
        Client.Configure(options);
        _parser = new RedirectResponseParser(options);
        if (Bigin() is not AuthorizationResult)
        {
            throw new InvalidOperationException("The redirect is not accepted.");
        }
    }

    [Benchmark(Baseline = true, Description = "QueryHelpers.ParseQuery, no check")]
    public Dictionary<string, StringValues> QueryHelpersParse() => QueryHelpers.ParseQuery(Query);

    [Benchmark(Description = "HttpUtility.ParseQueryString, no check")]
    public NameValueCollection HttpUtilityParse() => HttpUtility.ParseQueryString(Query);

    [Benchmark(Description = "Duende.IdentityModel AuthorizeResponse, no check")]
    public AuthorizeResponse Duende() => new(Client.RedirectUri + Query);

    [Benchmark(Description = "Bigin.OAuth, all checks")]
    public RedirectResponse Bigin() => _parser.Parse(Query, State);
}
