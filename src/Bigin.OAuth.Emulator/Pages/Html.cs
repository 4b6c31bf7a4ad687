using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Encodings.Web;

namespace Bigin.OAuth.Emulator.Pages;

/// <summary>Represents markup. It is created from interpolated text, in which every value that isn't markup is encoded.</summary>
internal readonly struct Html
{
    private readonly string? _markup;

    private Html(string markup) => _markup = markup;

    internal static Html Empty => default;

    internal static Html Format(Interpolation markup) => new(markup.ToString());

    internal static Html Join(IEnumerable<Html> parts) => new(string.Concat(parts));

    public override string ToString() => _markup ?? "";

    /// <summary>Encodes every value of an interpolated text that isn't markup.</summary>
    [InterpolatedStringHandler]
    internal readonly struct Interpolation
    {
        private readonly StringBuilder _markup;

        public Interpolation(int literalLength, int formattedCount) => _markup = new StringBuilder(literalLength + (16 * formattedCount));

        public void AppendLiteral(string markup) => _markup.Append(markup);

        public void AppendFormatted(string? text) => _markup.Append(HtmlEncoder.Default.Encode(text ?? ""));

        public void AppendFormatted(Html markup) => _markup.Append(markup.ToString());

        public override string ToString() => _markup.ToString();
    }
}
