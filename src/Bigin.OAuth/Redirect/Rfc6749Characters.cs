using System.Buffers;

namespace Bigin.OAuth;

/// <summary>The sets of ASCII characters that RFC 6749 lets parameters be made of.</summary>
internal static class Rfc6749Characters
{
    // RFC 6749 appendix A: VSCHAR = %x20-7E
    // https://www.rfc-editor.org/rfc/rfc6749#appendix-A
    internal static readonly SearchValues<char> Visible = SearchValues.Create([.. Range()]);

    // RFC 6749 section 4.1.2.1: error values "MUST NOT include characters outside the set %x20-21 / %x23-5B / %x5D-7E."
    // https://www.rfc-editor.org/rfc/rfc6749#section-4.1.2.1
    internal static readonly SearchValues<char> InErrors = SearchValues.Create([.. Range().Except(['"', '\\'])]);

    internal static bool AreVisible(ReadOnlySpan<char> text) => !text.ContainsAnyExcept(Visible);

    private static IEnumerable<char> Range() => Enumerable.Range(0x20, 0x7E - 0x20 + 1).Select(c => (char)c);
}
