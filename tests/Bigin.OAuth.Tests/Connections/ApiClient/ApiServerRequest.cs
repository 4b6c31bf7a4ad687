namespace Bigin.OAuth.Tests.Connections.ApiClient;

/// <summary>A request as it came: its target is not decoded, and the connection is the one below HTTP.</summary>
internal sealed record ApiServerRequest(string Method, string Target, IReadOnlyDictionary<string, string> Headers, string Body, string Connection)
{
    internal string Authorization => Headers.GetValueOrDefault("Authorization", "");
}
