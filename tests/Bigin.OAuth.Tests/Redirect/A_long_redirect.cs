using System.Buffers;

namespace Bigin.OAuth.Tests.Redirect;

[TestOf(typeof(RedirectResponseParser))]
public sealed class A_long_redirect
{
    [Test]
    public void Leaves_no_code_in_the_buffer_that_it_gives_back()
    {
        string query = $"{GoodRedirect.With(("code", GoodRedirect.Code.Replace(".", "%2E", StringComparison.Ordinal)))}&x={new string('x', 1_000)}";

        GoodRedirect.Parse(query).Should().BeOfType<AuthorizationResult>();

        // The pool lends a thread what that thread has given back last.
        char[] buffer = ArrayPool<char>.Shared.Rent(query.Length);
        new string(buffer).Should().NotContain(GoodRedirect.Code);
        ArrayPool<char>.Shared.Return(buffer);
    }
}
