using Microsoft.Extensions.Time.Testing;

namespace Bigin.OAuth.Tests;

/// <summary>The client that the tests are about, and the moment at which they happen.</summary>
internal static class Client
{
    internal const string Id = "1000.GMB0YULZHJK411248S8I5GZ4CHUEX0";

    internal const string Secret = "bb4169344ea3ef804d96531f8de0ca7a8b6fb7d8dd";

    internal static readonly Uri RedirectUri = new("https://www.yourdomain.com/callback");

    internal static readonly DateTimeOffset Now = new(2026, 11, 24, 9, 30, 0, TimeSpan.Zero);

    internal static BiginOAuthOptions Options(Action<BiginOAuthOptions>? configure = null)
    {
        var options = new BiginOAuthOptions { ClientId = Id, RedirectUri = RedirectUri, Scopes = { BiginScopes.Org.Read } };
        configure?.Invoke(options);
        return options;
    }

    internal static AuthorizationUrlBuilder Builder(Action<BiginOAuthOptions>? configure = null) =>
        new(Options(configure), new FakeTimeProvider(Now));

    internal static RedirectResponseParser Parser(Action<BiginOAuthOptions>? configure = null) =>
        new(Options(configure), new FakeTimeProvider(Now));
}
