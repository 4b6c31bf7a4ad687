namespace Bigin.OAuth.Benchmarks;

/// <summary>The client that the benchmarks are about.</summary>
internal static class Client
{
    internal const string Id = "1000.GMB0YULZHJK411248S8I5GZ4CHUEX0";

    internal const string Secret = "bb4169344ea3ef804d96531f8de0ca7a8b6fb7d8dd";

    internal const string RefreshToken = "1000.8ecdf474019f31d3ae93f5d32ba8e0a4.c5c9d0cf0e0fd2f2d9c1c4b5f0a81f6b";

    internal const string RedirectUri = "https://www.yourdomain.com/callback";

    internal static readonly string[] Scopes = [BiginScopes.Org.Read, BiginScopes.Modules.Contacts.All, BiginScopes.Modules.Pipelines.Read];

    internal static void Configure(BiginOAuthOptions options)
    {
        options.ClientId = Id;
        options.ClientSecret = Secret;
        options.RedirectUri = new Uri(RedirectUri);
        foreach (string scope in Scopes)
        {
            options.Scopes.Add(scope);
        }
    }

    internal static StoredConnection Connection(string key, DateTimeOffset now) => new()
    {
        Key = key,
        DataCenter = "us",
        RefreshToken = RefreshToken,
        AccessToken = "1000.03ab9b5a1f7d4e0f8f4d1a3c0c7b2e6d.8d2f5a6b7c4e3f1a0b9c8d7e6f5a4b3c",
        AccessTokenExpiresAt = now.AddHours(12),
        Scopes = Scopes,
        OrganizationId = "700000101", // otherwise each refresh would ask Bigin for it
        OrganizationName = "Acorn Books",
        ConnectedAt = now,
        RecentRefreshes = [now],
    };
}
