namespace Bigin.OAuth.Interactive;

/// <summary>Specifies what stands in the way of listening, and what to do.</summary>
internal static class ListenFailureText
{
    internal static string Describe(IEnumerable<(LoopbackEndpoint Endpoint, ListenFailure Reason)> failures) =>
        string.Join(' ', failures.Select(it => $"{it.Endpoint.RedirectUri.OriginalString} can't be listened on: {Describe(it.Reason)}"))
        + " Close what uses the port, or register another redirect URI in Zoho's API console and add it to RedirectUris.";

    private static string Describe(ListenFailure reason) => reason switch
    {
        ListenFailure.PortInUse => "another program uses the port.",
        ListenFailure.PortNotPermitted => "the system doesn't permit this program to use the port.",
        _ => "this machine has no loopback address.",
    };
}
