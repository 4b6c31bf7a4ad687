using System.Text.Json;

namespace Bigin.OAuth.Emulator;

/// <summary>Reads from an emulator that runs elsewhere what a host needs to use it.</summary>
internal static class RemoteEmulator
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);

    // Options are configured without await, so the request isn't asynchronous either.
    internal static ControlInfo Read(Uri address)
    {
        var info = new Uri(address, ControlEndpoints.Prefix);
        try
        {
            using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false }) { Timeout = Timeout };
            using var request = new HttpRequestMessage(HttpMethod.Get, info);
            using HttpResponseMessage response = http.Send(request);
            response.EnsureSuccessStatusCode();
            using Stream body = response.Content.ReadAsStream();
            return JsonSerializer.Deserialize<ControlInfo>(body, ControlRequests.Json) ?? throw new JsonException("The body is null.");
        }
        catch (Exception e) when (e is HttpRequestException or JsonException or TaskCanceledException)
        {
            throw new InvalidOperationException(
                $"No Bigin emulator responds at {info}. Start bigin-emulator first, or correct the address of UseEmulator.", e);
        }
    }
}
