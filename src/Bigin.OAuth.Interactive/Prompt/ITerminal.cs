namespace Bigin.OAuth.Interactive;

/// <summary>What the console prompt needs of a terminal.</summary>
internal interface ITerminal
{
    /// <summary>Gets a value indicating whether keys can be read.</summary>
    bool IsInputRedirected { get; }

    /// <summary>
    /// Gets a value indicating whether what is written goes to a file, a pipe or a terminal that can't go back in a line.
    /// </summary>
    bool IsOutputPlain { get; }

    bool IsKeyAvailable { get; }

    /// <summary>Reads a key that is available, and shows nothing of it.</summary>
    ConsoleKeyInfo ReadKey();

    void Write(string text);
}
