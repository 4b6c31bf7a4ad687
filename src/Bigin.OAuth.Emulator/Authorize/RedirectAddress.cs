namespace Bigin.OAuth.Emulator;

/// <summary>Writes the addresses that bring the browser back to the client.</summary>
internal sealed class RedirectAddress(BiginEmulatorOptions options)
{
    // "state" before "code" is Zoho's PhoneBridge sample, the encoded "accounts-server" and the trailing "&" are Bigin's own.
    internal static string Granted(AuthorizationQuery request, DataCenter dataCenter, string code) =>
        Append(request, $"{State(request)}code={code}&{Location(dataCenter)}{AccountsServer(dataCenter)}");

    internal string Refused(AuthorizationQuery request, DataCenter dataCenter, string error) =>
        Append(
            request,
            $"error={error}&"
            + (Carries(RejectionParameters.State) ? State(request) : "")
            + (Carries(RejectionParameters.Location) ? Location(dataCenter) : "")
            + (Carries(RejectionParameters.AccountsServer) ? AccountsServer(dataCenter) : ""));

    private bool Carries(RejectionParameters parameter) => options.RejectionCarries.HasFlag(parameter);

    private static string State(AuthorizationQuery request) => request.State is null ? "" : $"state={Uri.EscapeDataString(request.State)}&";

    private static string Location(DataCenter dataCenter) => $"location={dataCenter.Id}&";

    private static string AccountsServer(DataCenter dataCenter) =>
        $"accounts-server={Uri.EscapeDataString(dataCenter.AccountsServer.GetLeftPart(UriPartial.Authority))}&";

    private static string Append(AuthorizationQuery request, string parameters) =>
        request.RedirectUri + (request.RedirectUri.Contains('?', StringComparison.Ordinal) ? "&" : "?") + parameters;
}
