namespace Bigin.OAuth.BrowserTests;

/// <summary>The sample, as a process of its own or in this one.</summary>
internal interface ISample : IAsyncDisposable
{
    Uri Address { get; }

    /// <summary>Gets where it keeps what outlives it.</summary>
    DirectoryInfo Data { get; }

    /// <summary>Gets everything that it has logged, and printed if it is a process.</summary>
    string Output { get; }

    /// <summary>Ends it and starts it again, at the same address and with what it has left on disk.</summary>
    Task RestartAsync();
}
