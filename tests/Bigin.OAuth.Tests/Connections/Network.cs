namespace Bigin.OAuth.Tests.Connections;

/// <summary>The network between a host and Bigin, as a handler of the host's token client meets it.</summary>
internal sealed class Network
{
    internal bool IsDown { get; set; }

    /// <summary>Gets or sets a value indicating whether the handler reads a request first, as one does that sends it in its own way.</summary>
    internal bool ReadsFirst { get; set; }

    internal DelegatingHandler CreateHandler() => new Cable(this);

    private sealed class Cable(Network network) : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (network.ReadsFirst)
            {
                await request.Content!.ReadAsStringAsync(cancellationToken);
            }

            return network.IsDown
                ? throw new HttpRequestException(HttpRequestError.NameResolutionError, "no network")
                : await base.SendAsync(request, cancellationToken);
        }
    }
}
