using System.Buffers;

namespace Bigin.OAuth.Tests.Redirect;

/// <summary>It is decoded in a buffer of the pool, which lends a thread what that thread has given back last.</summary>
[TestOf(typeof(RedirectResponseParser))]
public sealed class A_long_redirect
{
    private static readonly string Query =
        $"{GoodRedirect.With(("code", GoodRedirect.Code.Replace(".", "%2E", StringComparison.Ordinal)))}&x={new string('x', 1_000)}";

    [Test]
    public void Leaves_no_code_in_the_buffer_that_it_gives_back()
    {
        GoodRedirect.Parse(Query).Should().BeOfType<AuthorizationResult>();

        new string(Borrow()).Should().NotContain(GoodRedirect.Code);
    }

    // Once is enough: a collection may empty the pool meanwhile.
    [Test]
    public void Gives_its_buffer_back() => Enumerable.Range(0, 7).Any(_ =>
    {
        char[] lent = Borrow();
        GoodRedirect.Parse(Query);
        return Borrow() == lent;
    }).Should().BeTrue();

    private static char[] Borrow()
    {
        char[] buffer = ArrayPool<char>.Shared.Rent(Query.Length);
        ArrayPool<char>.Shared.Return(buffer);
        return buffer;
    }
}
