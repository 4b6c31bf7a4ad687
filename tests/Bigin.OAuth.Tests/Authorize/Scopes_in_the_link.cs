namespace Bigin.OAuth.Tests.Authorize;

[TestOf(typeof(AuthorizationUrlBuilder))]
public sealed class Scopes_in_the_link
{
    [Test]
    public void Are_sent_once_where_the_builder_is_given_equal_ones() =>
        Link.Parameter(Client.Builder().WithScopes("A.read", "B.read", "A.read").Build(), "scope").Should().Be("A.read,B.read");

    [Test]
    public void Are_sent_once_where_the_options_hold_equal_ones() =>
        Link.Parameter(Client.Builder(options => options.Scopes.Add(BiginScopes.Org.Read)).Build(), "scope").Should().Be("ZohoBigin.org.READ");

    [Test]
    public void Are_not_equal_where_only_the_case_is_different() =>
        Link.Parameter(Client.Builder().WithScopes("A.read", "A.READ").Build(), "scope").Should().Be("A.read,A.READ");

    [Test]
    public void Replace_those_of_the_options() =>
        Link.Parameter(Client.Builder().WithScopes("A.read").Build(), "scope").Should().Be("A.read");

    // RFC 6749 section 3.3: scope-token = 1*( %x21 / %x23-5B / %x5D-7E )
    [Test]
    public void May_hold_every_character_of_a_scope_token_but_the_comma()
    {
        string scope = string.Concat(Enumerable.Range(0x21, 0x7E - 0x21 + 1).Select(c => (char)c).Except(['"', '\\', ',']));

        Link.Parameter(Client.Builder().WithScopes(scope).Build(), "scope").Should().Be(scope);
    }
}
