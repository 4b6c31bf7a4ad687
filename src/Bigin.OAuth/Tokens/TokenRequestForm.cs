using System.Net;

namespace Bigin.OAuth;

/// <summary>The parameters of a token request, in the body: addresses are logged, bodies are not.</summary>
/// <remarks>
/// A body also keeps SocketsHttpHandler from sending the request again by itself when a reused connection turns out to be dead.
/// </remarks>
internal sealed class TokenRequestForm(TokenRequestTicket ticket, IEnumerable<KeyValuePair<string, string>> parameters) : FormUrlEncodedContent(parameters)
{
    // Runs when there is a connection: whatever fails before has sent nothing.
    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context)
    {
        if (ticket is { IsSentOnce: true, WasSent: true })
        {
            throw new SentOnceException();
        }

        ticket.WasSent = true;
        return base.SerializeToStreamAsync(stream, context);
    }
}
