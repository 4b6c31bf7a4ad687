using System.Net;

namespace Bigin.OAuth;

/// <summary>The form of a token request, which takes note where it is read: what was read may have been sent.</summary>
internal sealed class NotedForm(IEnumerable<KeyValuePair<string, string>> form, SendOnceState state) : FormUrlEncodedContent(form)
{
    // The overload with a cancellation token calls this one.
    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context)
    {
        state.NoteRead();
        return base.SerializeToStreamAsync(stream, context);
    }

    protected override Task<Stream> CreateContentReadStreamAsync()
    {
        state.NoteRead();
        return base.CreateContentReadStreamAsync();
    }
}
