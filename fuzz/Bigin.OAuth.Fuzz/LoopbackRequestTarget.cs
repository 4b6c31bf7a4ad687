using System.Text;
using Bigin.OAuth.Interactive;

namespace Bigin.OAuth.Fuzz;

/// <summary>A request to the listener on a person's own machine: what a browser, a page in it or a program there sends it.</summary>
internal static class LoopbackRequestTarget
{
    private const int Port = 5999;
    private const string Path = "/callback";

    private static readonly string[] Hosts = [$"localhost:{Port}", $"127.0.0.1:{Port}", $"[::1]:{Port}"];

    private static readonly LoopbackRequestReader Reader = new(Port, Path);

    internal static void Run(ReadOnlySpan<byte> input)
    {
        LoopbackRequest whole = Reader.Read(input);

        IsTheSameInPieces(input, whole);
        Invariant.Holds(whole.Kind is LoopbackRequestKind.Redirect || whole.Query is null, "only the redirect has a query");
        Invariant.Holds(whole.Kind is not LoopbackRequestKind.Incomplete || input.Length < LoopbackRequestReader.MaxLength, "what is too long is not waited for");
        Invariant.Holds(whole.ToString() == $"LoopbackRequest {{ Kind = {whole.Kind} }}", "a description holds no code");
        if (whole.Kind is LoopbackRequestKind.Redirect)
        {
            IsTrue(Encoding.Latin1.GetString(input), whole.Query);
        }
    }

    // A request comes in pieces, and is read again after each.
    private static void IsTheSameInPieces(ReadOnlySpan<byte> input, LoopbackRequest whole)
    {
        int step = Math.Max(1, input.Length / 16);
        for (int length = 0; length < input.Length; length += step)
        {
            LoopbackRequest part = Reader.Read(input[..length]);
            Invariant.Holds(part.Kind is LoopbackRequestKind.Incomplete || part == whole, "what is decided stays so with more bytes");
        }
    }

    // A plain reading: split where HTTP says, and look at each line.
    private static void IsTrue(string request, string? query)
    {
        int end = request.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        Invariant.Holds(end is > 0 and <= LoopbackRequestReader.MaxHead, "the head has an end, in time");
        string[] lines = request[..end].Split("\r\n");
        string[] words = lines[0].Split(' ');
        Invariant.Holds(lines[0].Length <= LoopbackRequestReader.MaxRequestLine, "the request line is not too long");
        Invariant.Holds(words is ["GET", _, ['H', 'T', 'T', 'P', '/', '1', '.', >= '0' and <= '9']], "it is GET, a target and HTTP/1");
        Invariant.Holds(words[1] == Path + (query is null ? "" : $"?{query}"), "the path is the registered one, and the query is as it was sent");
        Invariant.Holds(words[1].All(character => character is > ' ' and <= '~'), "the target can be printed");
        Invariant.Holds(!request[..end].Replace("\r\n", "", StringComparison.Ordinal).AsSpan().ContainsAny('\r', '\n'), "no line hides in another");

        string[] hosts = [.. lines[1..].Where(line => line.StartsWith("host", StringComparison.OrdinalIgnoreCase) && line[4..].StartsWith(':')).Select(line => line[5..].Trim(' ', '\t'))];
        Invariant.Holds(hosts.Length == 1 && Hosts.Contains(hosts[0], StringComparer.OrdinalIgnoreCase), "there is one host, and it is this machine with the port");
        Invariant.Holds(lines[1..].All(line => line.IndexOf(':', StringComparison.Ordinal) > 0), "each field has a name");
    }
}
