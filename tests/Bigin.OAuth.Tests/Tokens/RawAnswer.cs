using System.Globalization;
using System.Text;

namespace Bigin.OAuth.Tests.Tokens;

/// <summary>What a <see cref="RawServer"/> sends, and whether it keeps the connection.</summary>
internal sealed class RawAnswer
{
    private RawAnswer(byte[] bytes) => Bytes = bytes;

    internal static string TokensBody => """{"access_token":"1000.a.a","refresh_token":"1000.r.r","api_domain":"https://www.zohoapis.com","token_type":"Bearer","expires_in":3600}""";

    /// <summary>Bigin's answer to a good exchange.</summary>
    internal static RawAnswer Tokens => Json(TokensBody);

    /// <summary>Closes the connection without a byte.</summary>
    internal static RawAnswer Cut => new([]) { ThenCuts = true };

    /// <summary>Resets the connection without a byte.</summary>
    internal static RawAnswer Reset => new([]) { ThenCuts = true, WithReset = true };

    /// <summary>Never answers.</summary>
    internal static RawAnswer Silence => new([]) { ThenWaits = true };

    /// <summary>Stops in the middle of the headers.</summary>
    internal static RawAnswer HalfAHead => new("HTTP/1.1 200 Status\r\nContent-Ty"u8.ToArray()) { ThenWaits = true };

    internal byte[] Bytes { get; }

    /// <summary>Gets what is sent again and again after the rest, until the client closes the connection. Empty: nothing.</summary>
    internal byte[] ThenRepeats { get; private init; } = [];

    internal bool ThenCuts { get; private init; }

    internal bool WithReset { get; private init; }

    internal bool ThenWaits { get; private init; }

    /// <summary>What happens between the request and the first byte of the answer.</summary>
    internal Func<Task> Before { get; private init; } = () => Task.CompletedTask;

    internal static RawAnswer Json(string body, int status = 200, string headers = "") => Of(status, "application/json;charset=UTF-8", Encoding.UTF8.GetBytes(body), headers);

    internal static RawAnswer Html(int status) => Of(status, "text/html", "<!DOCTYPE html><title>Zoho</title>"u8.ToArray(), "");

    /// <param name="status">The status.</param>
    /// <param name="contentType">The Content-Type.</param>
    /// <param name="body">The body.</param>
    /// <param name="headers">More headers, each ending in a line break (CR LF).</param>
    internal static RawAnswer Of(int status, string contentType, byte[] body, string headers) =>
        new([.. Encoding.ASCII.GetBytes(Head(status, contentType, body.Length, headers)), .. body]);

    /// <summary>Sends these characters and no others, then closes the connection.</summary>
    internal static RawAnswer Exactly(string characters) => new(Encoding.Latin1.GetBytes(characters)) { ThenCuts = true };

    /// <summary>Sends a body that has no end, also where the headers say another length.</summary>
    internal static RawAnswer Endless(string headers, string repeated) =>
        new(Encoding.ASCII.GetBytes($"HTTP/1.1 200 Status\r\n{headers}\r\n")) { ThenRepeats = Encoding.ASCII.GetBytes(repeated) };

    /// <summary>Sends the headers and the first bytes of the body, then cuts the connection.</summary>
    internal RawAnswer CutAfter(int bytesOfBody, bool withReset = false) =>
        new(Bytes[..(HeadLength + bytesOfBody)]) { ThenCuts = true, WithReset = withReset };

    /// <summary>Sends the headers and the first bytes of the body, then nothing more.</summary>
    internal RawAnswer StopAfter(int bytesOfBody) => new(Bytes[..(HeadLength + bytesOfBody)]) { ThenWaits = true };

    /// <summary>Runs a step of the test when the request has come whole, and answers after it.</summary>
    internal RawAnswer After(Func<Task> step) => new(Bytes) { ThenCuts = ThenCuts, WithReset = WithReset, ThenWaits = ThenWaits, Before = step };

    private int HeadLength => Bytes.AsSpan().IndexOf("\r\n\r\n"u8) + 4;

    private static string Head(int status, string contentType, int length, string headers) =>
        string.Create(CultureInfo.InvariantCulture, $"HTTP/1.1 {status} Status\r\nContent-Type: {contentType}\r\nContent-Length: {length}\r\n{headers}\r\n");
}
