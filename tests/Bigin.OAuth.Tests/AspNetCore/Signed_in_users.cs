using System.Net;
using System.Security.Claims;
using Bigin.OAuth.AspNetCore;
using Microsoft.AspNetCore.Builder;

namespace Bigin.OAuth.Tests.AspNetCore;

[TestOf(typeof(BiginOAuthEndpointOptions))]
public sealed class Signed_in_users
{
    private static readonly TestCaseData[] Same =
    [
        Row("sub", User(("sub", "1")), User(("sub", "1"))),
        Row("NameIdentifier", User((ClaimTypes.NameIdentifier, "1")), User((ClaimTypes.NameIdentifier, "1"))),
        Row("Upn", User((ClaimTypes.Upn, "1")), User((ClaimTypes.Upn, "1"))),
        Row("name only", User((ClaimTypes.Name, "anna")), User((ClaimTypes.Name, "anna"))),
        Row("none of them", User(("employee", "1")), User(("employee", "1"))),
        Row("none of them, in another order", User(("a", "1"), ("b", "2")), User(("b", "2"), ("a", "1"))),
        Row("a sub, and claims that change", User(("sub", "1"), ("exp", "100"), ("role", "a")), User(("exp", "200"), ("sub", "1"))),
        Row("a NameIdentifier, and claims that change", User((ClaimTypes.NameIdentifier, "1"), ("exp", "100")), User((ClaimTypes.NameIdentifier, "1"), ("exp", "200"))),
        Row("a name, and claims that change", User((ClaimTypes.Name, "anna"), ("exp", "100")), User((ClaimTypes.Name, "anna"), ("exp", "200"))),
        Row("a sub, and another name", User(("sub", "1"), (ClaimTypes.Name, "anna")), User(("sub", "1"), (ClaimTypes.Name, "anna maria"))),
        Row("two identities in another order", Both(Identity("a", ("sub", "1")), Identity("b", ("sub", "2"))), Both(Identity("b", ("sub", "2")), Identity("a", ("sub", "1")))),
        Row("two identities that differ in the issuer, in another order", Both(Identity("a", ("sub", "1")), Identity("b", ("sub", "1"))), Both(Identity("b", ("sub", "1")), Identity("a", ("sub", "1")))),
        Row("an identity that nobody authenticated beside it", Both(Identity("a", ("sub", "1")), new ClaimsIdentity([new Claim("sub", "2")])), Both(Identity("a", ("sub", "1")))),
    ];

    private static readonly TestCaseData[] Different =
    [
        Row("sub", User(("sub", "1")), User(("sub", "2"))),
        Row("NameIdentifier", User((ClaimTypes.NameIdentifier, "1")), User((ClaimTypes.NameIdentifier, "2"))),
        Row("Upn", User((ClaimTypes.Upn, "1")), User((ClaimTypes.Upn, "2"))),
        Row("name", User((ClaimTypes.Name, "anna")), User((ClaimTypes.Name, "berta"))),
        Row("another claim", User(("employee", "1")), User(("employee", "2"))),
        Row("type of the id", User(("sub", "1")), User((ClaimTypes.NameIdentifier, "1"))),
        Row("issuer", Both(Identity("a", ("sub", "1"))), Both(Identity("b", ("sub", "1")))),
        Row("issuer, with another claim", Both(Identity("a", ("employee", "1"))), Both(Identity("b", ("employee", "1")))),
        Row("one identity more", Both(Identity("a", ("sub", "1"))), Both(Identity("a", ("sub", "1")), Identity("b", ("sub", "2")))),
        Row("same name", User(("sub", "1"), (ClaimTypes.Name, "anna")), User(("sub", "2"), (ClaimTypes.Name, "anna"))),
        Row("where one text ends and the next begins", User(("a", "1b"), ("b", "2")), User(("a", "1"), ("bb", "2"))),
        Row("nobody", User(("sub", "1")), new ClaimsPrincipal(new ClaimsIdentity([new Claim("sub", "1")]))),
        Row("nobody at the start", new ClaimsPrincipal(), User(("sub", "1"))),
        Row("somebody without claims and nobody", Both(new ClaimsIdentity([], "header")), new ClaimsPrincipal()),
    ];

    [TestCaseSource(nameof(Same))]
    public async Task Are_the_same_by(ClaimsPrincipal start, ClaimsPrincipal end)
    {
        using HttpResponseMessage answer = await ConnectAsync(start, end);

        answer.ShouldReturnTo("/");
    }

    [TestCaseSource(nameof(Different))]
    public async Task Are_others_where_a_claim_differs(ClaimsPrincipal start, ClaimsPrincipal end)
    {
        using HttpResponseMessage answer = await ConnectAsync(start, end);

        await answer.ShouldBeAsync(HttpStatusCode.Forbidden, "attempt-of-other-user");
    }

    private static async Task<HttpResponseMessage> ConnectAsync(ClaimsPrincipal start, ClaimsPrincipal end)
    {
        ClaimsPrincipal user = start;
        await using WebHost host = await WebHost.StartAsync(configureApp: app => app.Use((context, next) =>
        {
            context.User = user;
            return next(context);
        }));
        using WebBrowser browser = host.Browse(user: null);
        Uri redirect = await host.AcceptAsync(await browser.ConnectAsync());
        user = end;
        return await browser.ReturnAsync(redirect);
    }

    private static TestCaseData Row(string name, ClaimsPrincipal start, ClaimsPrincipal end) => new TestCaseData(start, end).SetArgDisplayNames(name);

    private static ClaimsPrincipal User(params (string Type, string Value)[] claims) => new(Identity("issuer", claims));

    private static ClaimsPrincipal Both(params ClaimsIdentity[] identities) => new(identities);

    private static ClaimsIdentity Identity(string issuer, params (string Type, string Value)[] claims) =>
        new(claims.Select(claim => new Claim(claim.Type, claim.Value, ClaimValueTypes.String, issuer)), "header");
}
