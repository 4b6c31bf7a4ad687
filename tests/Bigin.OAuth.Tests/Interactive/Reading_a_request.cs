using System.Text;
using Bigin.OAuth.Interactive;

namespace Bigin.OAuth.Tests.Interactive;

[TestOf(typeof(LoopbackRequestReader))]
public sealed class Reading_a_request
{
    private const string Good = "GET /callback?code=a%20b&state=c HTTP/1.1\r\nHost: localhost:5999\r\nAccept: */*\r\n\r\n";

    private static readonly LoopbackRequestReader Reader = new(5999, "/callback");

    [Test]
    public void Gives_the_query_as_it_was_sent() => Read(Good).Should().Be(new LoopbackRequest(LoopbackRequestKind.Redirect, "code=a%20b&state=c"));

    [Test]
    public void Prints_no_code() => Read(Good).ToString().Should().NotContain("code");

    [TestCase("GET /callback HTTP/1.1\r\nHost: localhost:5999\r\n\r\n", null)]
    [TestCase("GET /callback? HTTP/1.1\r\nHost: localhost:5999\r\n\r\n", "")]
    [TestCase("GET /callback?a?b HTTP/1.0\r\nhOsT:\t127.0.0.1:5999 \r\n\r\n", "a?b")]
    [TestCase("GET /callback?x HTTP/1.1\r\nA: b:c\r\nHost:[::1]:5999\r\n\r\nGET / HTTP/1.1", "x")]
    public void Takes_a_GET_of_the_redirect_uri(string request, string? query) => Read(request).Should().Be(new LoopbackRequest(LoopbackRequestKind.Redirect, query));

    [TestCase("GET /callback?\u00e9 HTTP/1.1\r\nHost: localhost:5999\r\n\r\n", TestName = "A byte beyond ASCII")]
    [TestCase("GET /callback?a b HTTP/1.1\r\nHost: localhost:5999\r\n\r\n", TestName = "A space in the target")]
    [TestCase("GET  /callback HTTP/1.1\r\nHost: localhost:5999\r\n\r\n", TestName = "Two spaces")]
    [TestCase("get /callback HTTP/1.1\r\nHost: localhost:5999\r\n\r\n", TestName = "A method in lower case")]
    [TestCase("GET /callback HTTP/1.x\r\nHost: localhost:5999\r\n\r\n", TestName = "A version that is no number")]
    [TestCase("GET /callbackx HTTP/1.1\r\nHost: localhost:5999\r\n\r\n", TestName = "A path that begins like ours")]
    [TestCase("GET /callback HTTP/1.1\r\nHost : localhost:5999\r\n\r\n", TestName = "A space before the colon")]
    [TestCase("GET /callback HTTP/1.1\r\nHost: localhost:5999\r\nX\r\n\r\n", TestName = "A field without colon")]
    [TestCase("GET /callback HTTP/1.1\r\nHost: localhost:5999\r\n: x\r\n\r\n", TestName = "A field without name")]
    [TestCase("GET /callback HTTP/1.1\r\nHost: localhost:5999\r\nA: b\nHost: evil\r\n\r\n", TestName = "A field with a line feed")]
    [TestCase("GET /callback HTTP/1.1\r\nHost: localhost:5999\r\nA: b\rHost: evil\r\n\r\n", TestName = "A field with a carriage return")]
    [TestCase("GET /callback HTTP/1.1\r\nHost: localhost:5999\r\nA: \0\r\n\r\n", TestName = "A field with a null")]
    [TestCase("GET /callback HTTP/1.1\r\nHost: localhost:5999, evil\r\n\r\n", TestName = "A list of hosts")]
    [TestCase("GET /callback HTTP/1.1\r\nHost: user@localhost:5999\r\n\r\n", TestName = "A host with a user")]
    [TestCase("GET /callback HTTP/1.1\r\nHost: 127.1:5999\r\n\r\n", TestName = "Another spelling of the address")]
    [TestCase("GET /callback HTTP/1.1\r\nHost: localhost.:5999\r\n\r\n", TestName = "A host with a dot at the end")]
    [TestCase("\r\n\r\n", TestName = "No request line")]
    public void Refuses_everything_else(string request) => Read(request).Kind.Should().Be(LoopbackRequestKind.Refused);

    [Test]
    public void Comes_to_the_same_result_whatever_the_pieces_are()
    {
        foreach (string request in new[] { Good, Good.Replace("Host", "Hast", StringComparison.Ordinal), Good.Replace("GET", "PUT", StringComparison.Ordinal), "GET /callback\nHost: x\n\n", "\u0016\u0003" })
        {
            LoopbackRequest whole = Read(request);
            for (int length = 0; length < request.Length; length++)
            {
                LoopbackRequest part = Read(request[..length]);
                (part.Kind is LoopbackRequestKind.Incomplete || part == whole).Should().BeTrue($"{length} bytes of {request}");
            }
        }
    }

    [TestCase(LoopbackRequestReader.MaxRequestLine, true)]
    [TestCase(LoopbackRequestReader.MaxRequestLine + 1, false)]
    public void Takes_a_request_line_of_8_KiB(int length, bool isTaken) =>
        Read($"GET /callback?{new string('a', length - "GET /callback? HTTP/1.1".Length)} HTTP/1.1\r\nHost: localhost:5999\r\n\r\n").Kind.Should().Be(isTaken ? LoopbackRequestKind.Redirect : LoopbackRequestKind.Refused);

    [Test]
    public void Does_not_wait_for_the_end_of_what_is_too_long()
    {
        Read(new string('a', LoopbackRequestReader.MaxRequestLine + 1)).Kind.Should().Be(LoopbackRequestKind.Incomplete);
        Read(new string('a', LoopbackRequestReader.MaxRequestLine + 2)).Kind.Should().Be(LoopbackRequestKind.Refused);
        string head = "GET /callback HTTP/1.1\r\nCookie: ";
        Read(head + new string('a', LoopbackRequestReader.MaxLength - head.Length - 1)).Kind.Should().Be(LoopbackRequestKind.Incomplete);
        Read(head + new string('a', LoopbackRequestReader.MaxLength - head.Length)).Kind.Should().Be(LoopbackRequestKind.Refused);
        Read($"GET /callback HTTP/1.1\r\nHost: localhost:5999\r\nCookie: {new string('a', LoopbackRequestReader.MaxHead)}\r\n\r\n").Kind.Should().Be(LoopbackRequestKind.Refused);
    }

    [Test]
    public void Does_without_the_port_where_it_is_that_of_http()
    {
        var reader = new LoopbackRequestReader(80, "/");

        reader.Read("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"u8).Kind.Should().Be(LoopbackRequestKind.Redirect);
        reader.Read("GET / HTTP/1.1\r\nHost: localhost:80\r\n\r\n"u8).Kind.Should().Be(LoopbackRequestKind.Redirect);
    }

    private static LoopbackRequest Read(string request) => Reader.Read(Encoding.Latin1.GetBytes(request));
}
