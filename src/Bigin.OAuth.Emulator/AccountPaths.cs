namespace Bigin.OAuth.Emulator;

/// <summary>The paths on an accounts server. Those of Zoho come from protocol pages; the rest only look like them.</summary>
internal static class AccountPaths
{
    internal const string Home = "/";
    internal const string Authorize = "/oauth/v2/auth";
    internal const string Approve = "/oauth/v2/approve";
    internal const string SignIn = "/signin";
    internal const string SignOut = "/signout";
    internal const string Stylesheet = "/emulator.css";
}
