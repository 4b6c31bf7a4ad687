using Bigin.OAuth.Explorer.Scenarios;

namespace Bigin.OAuth.Explorer;

/// <summary>Calls the library as a host does.</summary>
internal static class Host
{
    internal static async Task<object> PerformAsync(Call call)
    {
        string key = call.Server.Scene.Key;
        BiginConnections connections = call.Server.Connections;
        switch (call.Operation.Kind)
        {
            case OperationKind.Connect:
                return await connections.ConnectAsync(key, call.Server.Parse(call.Server.Scene.Bigin.Consent(call)), call.Operation.Change);
            case OperationKind.SelfClient:
                return await connections.ConnectAsync(key, call.Server.ParseSelfClient(call.Server.Scene.Bigin.Consent(call)), call.Operation.Change);
            case OperationKind.Import:
                call.Grant = call.Server.Scene.Bigin.Hold(call.Operation);
                return await connections.ImportAsync(key, new RefreshToken(call.Grant.RefreshToken), DataCenter.UnitedStates, call.Operation.Change);
            case OperationKind.Disconnect:
                return await connections.DisconnectAsync(key);
            case OperationKind.Forget:
                return await connections.ForgetAsync(key);
            case OperationKind.Refresh:
                return await connections.RefreshAsync(key);
            case OperationKind.Token:
                return await connections.GetAccessTokenAsync(key);
            case OperationKind.Call:
                using (HttpClient client = connections.CreateClient(key))
                {
                    return await client.GetStringAsync(new Uri("Contacts", UriKind.Relative));
                }

            default:
                throw new InvalidOperationException($"{call.Operation} isn't an operation of the library.");
        }
    }
}
