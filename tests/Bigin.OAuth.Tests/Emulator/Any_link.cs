using CsCheck;

namespace Bigin.OAuth.Tests.Emulator;

[TestOf(typeof(AuthorizationUrlBuilder))]
public sealed class Any_link
{
    private static readonly string[] Scopes =
    [
        BiginScopes.Org.Read, BiginScopes.Org.All, BiginScopes.Modules.All, BiginScopes.Modules.Contacts.Read, BiginScopes.Modules.Contacts.Create,
        BiginScopes.Users.Read, BiginScopes.Settings.All,
    ];

    private static readonly Gen<char> Unreserved = Gen.OneOf("ABCXYZabcxyz0189-._~".ToCharArray());

    [Test]
    public async Task Comes_back_as_a_grant_to_its_own_request_and_to_no_other()
    {
        await using Host host = await Host.StartAsync(options => options.CodesPerTenMinutes = int.MaxValue);
        var codes = new HashSet<string>();

        await (from user in Gen.OneOf([.. host.Emulator.Users.Where(user => user.Organizations.Count > 0)])
               from organization in Gen.OneOf([.. user.Organizations])
               from byName in Gen.Bool
               from state in Texts.Of(Unreserved, 1, 512)
               from scopes in Gen.OneOf(Scopes).Array[1, Scopes.Length]
               from withPkce in Gen.Bool
               from forced in Gen.Bool
               select (user, organization: byName ? organization.Name : organization.Id, state, scopes, withPkce, forced)).ForAllAsync(12, async sample =>
        {
            AuthorizationUrlBuilder links = host.Links.WithScopes(sample.scopes).WithState(sample.state).WithDataCenter(sample.user.DataCenter is "cn" ? "cn" : "us");
            links = sample.withPkce ? links.WithPkce() : links;
            AuthorizationRequest request = (sample.forced ? links.WithForcedConsent() : links).Build();

            Uri redirect = await host.Emulator.AcceptAsync(request.Url, sample.user.Email, sample.organization);

            var granted = host.Parser.Parse(redirect, PendingAuthorization.FromJson(request.Pending.ToJson())).Should().BeOfType<AuthorizationResult>().Subject;
            granted.Location.Should().Be(sample.user.DataCenter);
            codes.Add(granted.Code.Reveal()).Should().BeTrue("a code is given once");
            host.Parser.Parse(redirect, host.Links.Build().Pending).Should().BeOfType<RedirectRejected>().Which.Reason.Should().Be(RedirectRejection.StateMismatch);
            (await host.Tokens.ExchangeAsync(granted)).Should().BeOfType<BiginTokens>();
        });
    }
}
