namespace Bigin.OAuth.Interactive;

/// <summary>Specifies why no redirect URI could be listened on.</summary>
public enum ListenFailure
{
    /// <summary>Another program listens on the port, perhaps one of another user.</summary>
    PortInUse,

    /// <summary>The system doesn't let this program listen on the port. Ports below 1024 and reserved ones are such.</summary>
    PortNotPermitted,

    /// <summary>The machine has no loopback address that can be listened on.</summary>
    LoopbackUnavailable,
}
