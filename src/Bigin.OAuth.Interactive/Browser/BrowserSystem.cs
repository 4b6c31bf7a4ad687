namespace Bigin.OAuth.Interactive;

/// <summary>The systems that open browsers in different ways.</summary>
internal enum BrowserSystem
{
    Windows,
    MacOS,

    /// <summary>Linux and its like, with the commands of freedesktop.org.</summary>
    Unix,
}
