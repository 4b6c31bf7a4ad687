namespace Bigin.OAuth;

/// <summary>Goes with a request for the Bigin API and says whose it is.</summary>
/// <param name="Key">The key of the connection.</param>
/// <param name="Token">The token to use where the connection is not stored yet, and no other.</param>
internal sealed record ApiCall(string Key, CachedAccessToken? Token = null)
{
    internal static readonly HttpRequestOptionsKey<ApiCall> Option = new("Bigin.OAuth.ApiCall");

    public override string ToString() => $"ApiCall {{ Key = {Key} }}";
}
