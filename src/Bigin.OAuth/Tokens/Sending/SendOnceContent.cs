using System.Net;

namespace Bigin.OAuth;

/// <summary>
/// Lets the form of a token request out once, and knows whether it went out: handlers further out may have buffered it before there was a
/// connection.
/// </summary>
/// <remarks>It stops the repeats that come from further in, such as an HTTP/2 stream that the server refused.</remarks>
internal sealed class SendOnceContent : HttpContent
{
    private readonly SendOnceState _state;
    private readonly HttpContent _form;

    internal SendOnceContent(SendOnceState state, HttpContent form)
    {
        (_state, _form) = (state, form);
        foreach ((string name, IEnumerable<string> values) in form.Headers)
        {
            Headers.TryAddWithoutValidation(name, values);
        }
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    // Runs when there is a connection. What fails before has sent nothing.
    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken) =>
        _state.TrySend() ? _form.CopyToAsync(stream, context, cancellationToken) : throw new TokenRequestRepeatedException();

    protected override bool TryComputeLength(out long length)
    {
        length = _form.Headers.ContentLength ?? 0;
        return _form.Headers.ContentLength is not null;
    }
}
