namespace Bigin.OAuth.Tests.Tokens;

/// <summary>The two requests that bring tokens.</summary>
public enum TokenRequest
{
    Exchange,
    Refresh,
}
