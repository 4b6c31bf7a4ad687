using System.Globalization;
using System.Text;

namespace Bigin.OAuth;

/// <summary>
/// What one pass over the query found: the parameters that matter, decoded where they hold <c>%</c> or <c>+</c>. Nothing is judged here.
/// </summary>
internal ref struct RedirectParameters
{
    internal const string CodeName = "code";
    internal const string StateName = "state";
    internal const string ErrorName = "error";
    internal const string ErrorDescriptionName = "error_description";
    internal const string LocationName = "location";
    internal const string AccountsServerName = "accounts-server";
    internal const string AccessTokenName = "access_token";
    internal const string IdTokenName = "id_token";

    private const int MaxErrorDescriptionLength = 1024;

    // As long as the longest name: what decodes to more is a name we don't know.
    private const int MaxNameLength = 17;

    private readonly Span<char> _buffer;
    private int _buffered;
    private Seen _seen;

    private RedirectParameters(Span<char> buffer) => _buffer = buffer;

    // An empty value counts as absent, so each of these is empty where the parameter is absent.
    internal ReadOnlySpan<char> Code { get; private set; }

    internal ReadOnlySpan<char> State { get; private set; }

    internal ReadOnlySpan<char> Error { get; private set; }

    internal ReadOnlySpan<char> Location { get; private set; }

    internal ReadOnlySpan<char> AccountsServer { get; private set; }

    /// <summary>Gets the server's own words, or nothing where they are too long or can't be printed.</summary>
    internal ReadOnlySpan<char> ErrorDescription { get; private set; }

    /// <summary>Gets the name of the first parameter that can't be decoded or holds a control character.</summary>
    internal string? Malformed { get; private set; }

    /// <summary>Gets the name of the first parameter that came again.</summary>
    internal string? Repeated { get; private set; }

    /// <summary>Gets the name of the first token in the query.</summary>
    internal string? Token { get; private set; }

    // An empty value counts as absent, but as an occurrence for repetition.
    [Flags]
    private enum Seen
    {
        Code = 1,
        State = 2,
        Error = 4,
        Location = 8,
        AccountsServer = 16,
    }

    /// <param name="query">The query without its question mark.</param>
    /// <param name="buffer">Room for what has to be decoded: at least as long as the query.</param>
    internal static RedirectParameters Read(ReadOnlySpan<char> query, Span<char> buffer)
    {
        var parameters = new RedirectParameters(buffer);
        Span<char> decodedName = stackalloc char[MaxNameLength];
        while (!query.IsEmpty)
        {
            int end = query.IndexOf('&');
            ReadOnlySpan<char> pair = end < 0 ? query : query[..end];
            query = end < 0 ? default : query[(end + 1)..];

            int equals = pair.IndexOf('=');
            scoped ReadOnlySpan<char> name = equals < 0 ? pair : pair[..equals];
            ReadOnlySpan<char> value = equals < 0 ? default : pair[(equals + 1)..];
            if (FormDecoder.NeedsDecoding(name))
            {
                name = FormDecoder.TryDecode(name, decodedName, out int length) ? decodedName[..length] : default;
            }

            parameters.Add(name, value);
        }

        return parameters;
    }

    private void Add(scoped ReadOnlySpan<char> name, ReadOnlySpan<char> value)
    {
        switch (name)
        {
            case CodeName:
                Code = IsFirst(Seen.Code, CodeName, value, out ReadOnlySpan<char> code) ? code : Code;
                break;
            case StateName:
                State = IsFirst(Seen.State, StateName, value, out ReadOnlySpan<char> state) ? state : State;
                break;
            case ErrorName:
                Error = IsFirst(Seen.Error, ErrorName, value, out ReadOnlySpan<char> error) ? error : Error;
                break;
            case LocationName:
                Location = IsFirst(Seen.Location, LocationName, value, out ReadOnlySpan<char> location) ? location : Location;
                break;
            case AccountsServerName:
                AccountsServer = IsFirst(Seen.AccountsServer, AccountsServerName, value, out ReadOnlySpan<char> server)
                    ? server
                    : AccountsServer;
                break;
            case ErrorDescriptionName:
                ErrorDescription = ErrorDescription.IsEmpty ? ReadDescription(value) : ErrorDescription;
                break;
            case AccessTokenName:
                NoteToken(AccessTokenName, value);
                break;
            case IdTokenName:
                NoteToken(IdTokenName, value);
                break;

                // RFC 6749 section 4.1.2: "The client MUST ignore unrecognized response parameters."
                // https://www.rfc-editor.org/rfc/rfc6749#section-4.1.2
        }
    }

    private bool IsFirst(Seen parameter, string name, ReadOnlySpan<char> value, out ReadOnlySpan<char> decoded)
    {
        decoded = DecodeOrBlame(name, value);
        bool isFirst = (_seen & parameter) == 0;
        _seen |= parameter;
        Repeated ??= isFirst ? null : name;
        return isFirst;
    }

    private void NoteToken(string name, ReadOnlySpan<char> value)
    {
        _ = DecodeOrBlame(name, value);
        Token ??= value.IsEmpty ? null : name;
    }

    private ReadOnlySpan<char> DecodeOrBlame(string name, ReadOnlySpan<char> value)
    {
        if (TryDecode(value, out ReadOnlySpan<char> decoded) && IsText(decoded))
        {
            return decoded;
        }

        Malformed ??= name;
        return default;
    }

    private ReadOnlySpan<char> ReadDescription(ReadOnlySpan<char> value) =>
        TryDecode(value, out ReadOnlySpan<char> decoded) && decoded.Length <= MaxErrorDescriptionLength && IsPrintable(decoded)
            ? decoded
            : default;

    private bool TryDecode(ReadOnlySpan<char> value, out ReadOnlySpan<char> decoded)
    {
        decoded = value;
        if (!FormDecoder.NeedsDecoding(value))
        {
            return true;
        }

        if (!FormDecoder.TryDecode(value, _buffer[_buffered..], out int length))
        {
            return false;
        }

        decoded = _buffer.Slice(_buffered, length);
        _buffered += length;
        return true;
    }

    // Neither a control character nor half of a surrogate pair, which is what invalid UTF-8 looks like in a string.
    private static bool IsText(ReadOnlySpan<char> text)
    {
        if (!text.ContainsAnyExcept(Rfc6749Characters.Visible))
        {
            return true;
        }

        while (!text.IsEmpty)
        {
            if (Rune.DecodeFromUtf16(text, out Rune rune, out int consumed) != System.Buffers.OperationStatus.Done || Rune.IsControl(rune))
            {
                return false;
            }

            text = text[consumed..];
        }

        return true;
    }

    private static bool IsPrintable(ReadOnlySpan<char> text)
    {
        while (!text.IsEmpty)
        {
            if (Rune.DecodeFromUtf16(text, out Rune rune, out int consumed) != System.Buffers.OperationStatus.Done || !IsPrintable(rune))
            {
                return false;
            }

            text = text[consumed..];
        }

        return true;
    }

    // Format characters can turn a log line or a page around (U+202E), except the joiners, which Persian and Indic words are written with,
    // and the marks beside them, which only move a single character in Arabic text.
    private static bool IsPrintable(Rune rune) => Rune.GetUnicodeCategory(rune) switch
    {
        UnicodeCategory.Format => rune.Value is (>= 0x200C and <= 0x200F) or 0x061C,
        UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator => false,
        UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned => false,
        _ => true,
    };
}
