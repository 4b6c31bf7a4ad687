using System.Text;
using System.Text.Json;
using Bigin.OAuth.Tool.Output;

namespace Bigin.OAuth.Tool.Calling;

/// <summary>Prints the body of a response: byte for byte for other programs, indented and harmless for people.</summary>
internal static class ResponseOutput
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    internal static async Task WriteAsync(
        CommandConsole console, HttpResponseMessage response, bool asItIs, CancellationToken cancellationToken)
    {
        Stream body = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        await using (body.ConfigureAwait(false))
        {
            if (asItIs || !console.IsOutputTerminal)
            {
                await body.CopyToAsync(console.OutStream, cancellationToken).ConfigureAwait(false);
                await console.OutStream.FlushAsync(cancellationToken).ConfigureAwait(false);
                return;
            }

            using var reader = new StreamReader(body, Encoding.UTF8);
            string text = await reader.ReadToEndAsync(cancellationToken).ConfigureAwait(false);
            if (text.Length > 0)
            {
                await console.Out.WriteLineAsync(SafeText.Clean(Indent(text))).ConfigureAwait(false);
            }
        }
    }

    private static string Indent(string text)
    {
        try
        {
            return JsonSerializer.Serialize(JsonElement.Parse(text), Indented);
        }
        catch (JsonException)
        {
            return text;
        }
    }
}
