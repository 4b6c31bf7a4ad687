namespace Bigin.OAuth.Tests.Connections;

/// <summary>Holds every answer at a gate. The server has processed the request by then.</summary>
internal sealed class GatedAnswers(Gate gate) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        HttpResponseMessage response = await base.SendAsync(request, cancellationToken);
        await gate.PassAsync(cancellationToken);
        return response;
    }
}
