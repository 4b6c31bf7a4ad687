using System.Buffers;
using System.IO.Pipelines;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Bigin.OAuth;

/// <summary>The part of a Bigin API error that counts: <c>{"code":…,"details":{},"message":…,"status":"error"}</c>.</summary>
internal sealed class ApiError
{
    // For a token that is expired, revoked or of another data center Bigin sends either.
    internal const string InvalidToken = "INVALID_TOKEN";
    internal const string AuthenticationFailure = "AUTHENTICATION_FAILURE";

    internal const string ScopeMismatch = "OAUTH_SCOPE_MISMATCH";

    public JsonElement Code { get; init; }

    // Bigin's errors are shorter by far.
    private const int MaxLength = 64 * 1024;

    /// <summary>
    /// Reads the code of an error, or null where the body is something else. The caller can read the body all the same, at any length.
    /// </summary>
    internal static async Task<string?> ReadCodeAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        try
        {
            HttpContent whole = response.Content;
            var body = PipeReader.Create(await whole.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false));
            ReadResult read = await body.ReadAtLeastAsync(MaxLength + 1, cancellationToken).ConfigureAwait(false);
            string? code = read.IsCompleted && read.Buffer.Length <= MaxLength
                ? ReadCode(read.Buffer.ToArray(), whole.Headers.ContentEncoding)
                : null;
            body.AdvanceTo(read.Buffer.Start);
            response.Content = new StreamContent(body.AsStream());
            foreach ((string name, HeaderStringValues values) in whole.Headers.NonValidated)
            {
                response.Content.Headers.TryAddWithoutValidation(name, values);
            }

            return code;
        }
        catch (Exception exception)
        {
            response.Dispose();
            if (exception is IOException)
            {
                // As HttpClient does.
                throw new HttpRequestException("The connection failed in the middle of an error of the Bigin API.", exception);
            }

            throw;
        }
    }

    // A handler of the host may ask for compression and undo it further out, where this one has looked already.
    private static string? ReadCode(byte[] body, ICollection<string> codings) =>
        ContentDecoder.TryDecode(body, codings, MaxLength) is { } decoded ? ReadCode(decoded) : null;

    internal static string? ReadCode(ReadOnlySpan<byte> body)
    {
        try
        {
            ApiError? error = JsonSerializer.Deserialize(body, ApiErrorJsonContext.Default.ApiError);
            return error is null ? null : TokenResponseJson.GetText(error.Code);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ApiError))]
internal sealed partial class ApiErrorJsonContext : JsonSerializerContext;
