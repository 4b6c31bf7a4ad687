using System.Net;
using System.Text;
using Bigin.OAuth.Explorer.Scenarios;

namespace Bigin.OAuth.Explorer.World;

/// <summary>Answers as Bigin does, for one user with several organizations, and knows which token is whose.</summary>
internal sealed class FakeBigin(Scene scene)
{
    private static readonly TimeSpan Life = TimeSpan.FromHours(1);

    private readonly Dictionary<string, Call> _codes = [];
    private readonly Dictionary<string, IssuedAccessToken> _accessTokens = [];
    private int _consents;
    private int _grants;

    /// <summary>Gives out a code for the consent of a connect.</summary>
    internal string Consent(Call call)
    {
        string code = $"code-{++_consents}-of-{scene.Key}";
        _codes.Add(code, call);
        return code;
    }

    internal Grant Issue(string organization, bool isHidden, Call? call)
    {
        var grant = new Grant(++_grants, organization, isHidden, call);
        scene.Ledger.Grants.Add(grant);
        return grant;
    }

    /// <summary>Gets the grant that an older program holds for an organization.</summary>
    internal Grant Hold(Operation operation)
    {
        if (scene.Ledger.Grants.Find(grant => grant.IsHeld && grant.Organization == operation.Organization && grant.IsHidden == operation.IsHidden) is { } held)
        {
            return held;
        }

        var grant = new Grant(++_grants, operation.Organization!, operation.IsHidden, call: null)
        {
            IsHeld = true,
            RefreshToken = $"held-{_grants}-of-{scene.Key}", // servers that play again remember what they have imported
        };
        scene.Ledger.Grants.Add(grant);
        return grant;
    }

    internal IssuedAccessToken IssueAccessToken(Grant grant)
    {
        var token = new IssuedAccessToken($"access-{_accessTokens.Count + 1}-of-{grant.Name}", grant, scene.Timeline.Now + Life);
        _accessTokens.Add(token.Value, token);
        return token;
    }

    internal IssuedAccessToken? FindAccessToken(string? value) => value is null ? null : _accessTokens.GetValueOrDefault(value);

    internal HttpResponseMessage Exchange(string code)
    {
        if (!_codes.Remove(code, out Call? call))
        {
            scene.Ledger.Violate("a code was sent twice");
            return Json("""{"error":"invalid_code"}""");
        }

        Grant grant = Issue(call.Operation.Organization!, call.Operation.IsHidden, call);
        call.Grant = grant;
        return Tokens(IssueAccessToken(grant), grant.RefreshToken);
    }

    internal HttpResponseMessage Refresh(Grant? grant) =>
        grant is { IsAlive: true } ? Tokens(IssueAccessToken(grant), null) : Json("""{"error":"invalid_code"}""");

    // Zoho answers a token that it does not know with status 400 and a page.
    internal static HttpResponseMessage Revoke(Grant? grant)
    {
        if (grant is not { IsAlive: true })
        {
            return new HttpResponseMessage(HttpStatusCode.BadRequest)
            {
                Content = new StringContent("<html>Invalid token</html>", Encoding.UTF8, "text/html"),
            };
        }

        grant.IsAlive = false;
        return Json("""{"status":"success"}""");
    }

    internal HttpResponseMessage ReadOrganization(IssuedAccessToken? token)
    {
        if (!IsGood(token))
        {
            return Refused();
        }

        string organization = token!.Grant.Organization;
        return token.Grant.IsHidden
            ? Json("""{"code":"NO_PERMISSION","details":{},"message":"permission denied","status":"error"}""", HttpStatusCode.Forbidden)
            : Json($$"""{"org":[{"id":"id-{{organization}}","zgid":"{{organization}}","company_name":"Organization {{organization}}"}]}""");
    }

    internal HttpResponseMessage CallApi(IssuedAccessToken? token) =>
        IsGood(token) ? Json($$"""{"data":"{{token!.Grant.Name}}"}""") : Refused();

    internal static HttpResponseMessage Unavailable() => Json("""{"error":"unavailable"}""", HttpStatusCode.ServiceUnavailable);

    private bool IsGood(IssuedAccessToken? token) =>
        token is { IsEnded: false, Grant.IsAlive: true } && scene.Timeline.Now < token.ExpiresAt;

    private static HttpResponseMessage Refused() =>
        Json("""{"code":"INVALID_TOKEN","details":{},"message":"invalid oauth token","status":"error"}""", HttpStatusCode.Unauthorized);

    private static HttpResponseMessage Tokens(IssuedAccessToken access, string? refresh)
    {
        string member = refresh is null ? "" : $"\"refresh_token\":\"{refresh}\",";
        return Json(
            $$"""{"access_token":"{{access.Value}}",{{member}}"api_domain":"https://www.zohoapis.com","token_type":"Bearer","expires_in":3600}""");
    }

    private static HttpResponseMessage Json(string json, HttpStatusCode status = HttpStatusCode.OK) =>
        new(status) { Content = new StringContent(json, Encoding.UTF8, "application/json") };
}
