using System.Text;

namespace Bigin.OAuth.Interactive;

/// <summary>
/// Reads the head of an HTTP/1.1 request. It takes a GET of one path with the host of one port, and refuses everything else.
/// </summary>
/// <remarks>It keeps nothing between calls: a request gives the same result in any pieces.</remarks>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc9112">RFC 9112: HTTP/1.1</seealso>
internal sealed class LoopbackRequestReader
{
    internal const int MaxRequestLine = 8 * 1024;

    // Browsers send a cookie of localhost to every port, and those of other programs under development may be large.
    internal const int MaxHead = 64 * 1024;

    /// <summary>How many bytes settle what a request is.</summary>
    internal const int MaxLength = MaxHead + 4;

    // RFC 8446 section 5.1: a handshake record begins with 22. https://www.rfc-editor.org/rfc/rfc8446#section-5.1
    private const byte TlsHandshake = 22;

    private static readonly LoopbackRequest Incomplete = new(LoopbackRequestKind.Incomplete);
    private static readonly LoopbackRequest Refused = new(LoopbackRequestKind.Refused);

    private readonly byte[] _path;
    private readonly byte[][] _hosts;

    internal LoopbackRequestReader(int port, string path)
    {
        _path = Encoding.ASCII.GetBytes(path);

        // Another name that leads here is another site's: DNS rebinding. https://www.rfc-editor.org/rfc/rfc9110#section-7.2
        string[] names = ["localhost", "127.0.0.1", "[::1]"];
        _hosts = [.. names.Select(name => $"{name}:{port}").Concat(port == 80 ? names : []).Select(Encoding.ASCII.GetBytes)];
    }

    internal LoopbackRequest Read(ReadOnlySpan<byte> received)
    {
        if (received is [TlsHandshake, ..])
        {
            return new LoopbackRequest(LoopbackRequestKind.Tls);
        }

        int lineEnd = received.IndexOf("\r\n"u8);
        if (lineEnd < 0)
        {
            return received.Length >= MaxRequestLine + 2 || received.Contains((byte)'\n') ? Refused : Incomplete;
        }

        if (lineEnd > MaxRequestLine || !IsWanted(received[..lineEnd], out ReadOnlySpan<byte> target))
        {
            return Refused;
        }

        int headEnd = received[lineEnd..].IndexOf("\r\n\r\n"u8);
        if (headEnd < 0)
        {
            return received.Length >= MaxLength ? Refused : Incomplete;
        }

        return lineEnd + headEnd <= MaxHead && HasHost(received.Slice(lineEnd, headEnd))
            ? new LoopbackRequest(LoopbackRequestKind.Redirect, GetQuery(target))
            : Refused;
    }

    // RFC 9112 section 3: request-line = method SP request-target SP HTTP-version. https://www.rfc-editor.org/rfc/rfc9112#section-3
    private bool IsWanted(ReadOnlySpan<byte> line, out ReadOnlySpan<byte> target)
    {
        target = default;
        ReadOnlySpan<byte> method = "GET "u8;
        ReadOnlySpan<byte> version = " HTTP/1."u8;
        if (!line.StartsWith(method) || line.Length < method.Length + version.Length + 1)
        {
            return false;
        }

        ReadOnlySpan<byte> ending = line[^(version.Length + 1)..];
        target = line[method.Length..^(version.Length + 1)];
        return ending.StartsWith(version)
            && char.IsAsciiDigit((char)ending[^1])
            && !target.ContainsAnyExceptInRange((byte)'!', (byte)'~')
            && target.StartsWith(_path)
            && (target.Length == _path.Length || target[_path.Length] == (byte)'?');
    }

    private string? GetQuery(ReadOnlySpan<byte> target) =>
        target.Length == _path.Length ? null : Encoding.ASCII.GetString(target[(_path.Length + 1)..]);

    // RFC 9112 section 3.2: "A server MUST respond with a 400 […] to any request message that lacks a Host header field and to any […] that
    // contains more than one".
    // https://www.rfc-editor.org/rfc/rfc9112#section-3.2
    private bool HasHost(ReadOnlySpan<byte> fields)
    {
        bool isFound = false;
        while (!fields.IsEmpty)
        {
            ReadOnlySpan<byte> line = fields[2..]; // each begins with the end of the line before
            int end = line.IndexOf("\r\n"u8);
            line = end < 0 ? line : line[..end];
            fields = fields[(2 + line.Length)..];

            int colon = line.IndexOf((byte)':');
            if (colon <= 0 || line.ContainsAny((byte)'\r', (byte)'\n', (byte)0) || line[..colon].ContainsAny((byte)' ', (byte)'\t'))
            {
                return false;
            }

            if (Ascii.EqualsIgnoreCase(line[..colon], "Host"u8))
            {
                if (isFound || !IsOurs(line[(colon + 1)..].Trim(" \t"u8)))
                {
                    return false;
                }

                isFound = true;
            }
        }

        return isFound;
    }

    private bool IsOurs(ReadOnlySpan<byte> host)
    {
        foreach (byte[] ours in _hosts)
        {
            if (Ascii.EqualsIgnoreCase(host, ours))
            {
                return true;
            }
        }

        return false;
    }
}
