namespace Bigin.OAuth.Emulator;

/// <summary>Creates the addresses that lead the browser back to the client.</summary>
internal sealed class RedirectAddress(BiginEmulatorOptions options)
{
    // "state" before "code" is Zoho's PhoneBridge sample, the encoded "accounts-server" and the trailing "&" are Bigin's own.
    internal static string CreateGranted(AuthorizationQuery request, DataCenter dataCenter, string code) =>
        Append(request, $"{GetState(request)}code={code}&{GetLocation(dataCenter)}{GetAccountsServer(dataCenter)}");

    internal string CreateRefused(AuthorizationQuery request, DataCenter dataCenter, string error) =>
        Append(
            request,
            $"error={error}&"
            + (Carries(RejectionParameters.State) ? GetState(request) : "")
            + (Carries(RejectionParameters.Location) ? GetLocation(dataCenter) : "")
            + (Carries(RejectionParameters.AccountsServer) ? GetAccountsServer(dataCenter) : ""));

    private bool Carries(RejectionParameters parameter) => options.RejectionCarries.HasFlag(parameter);

    private static string GetState(AuthorizationQuery request) =>
        request.State is null ? "" : $"state={Uri.EscapeDataString(request.State)}&";

    private static string GetLocation(DataCenter dataCenter) => $"location={dataCenter.Id}&";

    private static string GetAccountsServer(DataCenter dataCenter) =>
        $"accounts-server={Uri.EscapeDataString(dataCenter.AccountsServer.GetLeftPart(UriPartial.Authority))}&";

    private static string Append(AuthorizationQuery request, string parameters) =>
        request.RedirectUri + (request.RedirectUri.Contains('?', StringComparison.Ordinal) ? "&" : "?") + parameters;
}
