namespace Bigin.OAuth.Emulator;

/// <summary>Provides the paths of an accounts server. Those under /oauth are Zoho's, the others are the emulator's.</summary>
internal static class AccountPaths
{
    internal const string Home = "/";
    internal const string Authorize = "/oauth/v2/auth";
    internal const string Approve = "/oauth/v2/approve";
    internal const string SignIn = "/signin";
    internal const string SignOut = "/signout";
    internal const string Stylesheet = "/emulator.css";

    internal const string Console = "/console";

    internal const string ConsoleOrganization = "/console/organization";

    internal const string ConsoleCode = "/console/code";

    internal const string Token = "/oauth/v2/token";
    internal const string ServerInfo = "/oauth/serverinfo";

    internal const string UserInfo = "/oauth/user/info";

    /// <summary>Bigin, "Revoke tokens": only the token, without credentials.</summary>
    internal const string Revoke = "/oauth/v2/token/revoke";

    /// <summary>Zoho Accounts, "Revoke refresh token": the newer page, with the client's credentials and the words swapped.</summary>
    internal const string RevokeAsClient = "/oauth/v2/revoke/token";
}
