namespace Bigin.OAuth;

/// <summary>Holds the names under which <c>AddBiginOAuth</c> registers what a host may want to replace.</summary>
public static class BiginOAuthDefaults
{
    /// <summary>
    /// The key of the <see cref="TimeProvider"/> that the library tells the time by. Without a service under this key the host's
    /// own <see cref="TimeProvider"/> is used, and without that the system's.
    /// </summary>
    public const string TimeProviderKey = "Bigin.OAuth";
}
