namespace Bigin.OAuth.Interactive;

/// <summary>
/// One line at the end of the output that is written over and over, and removed in the end. Where that can't be, nothing is written.
/// </summary>
internal sealed class StatusLine(ITerminal terminal)
{
    private int _length;

    internal void Show(string text)
    {
        if (!terminal.IsOutputPlain)
        {
            terminal.Write($"\r{text.PadRight(_length)}");
            _length = text.Length;
        }
    }

    internal void Clear()
    {
        if (_length > 0)
        {
            terminal.Write($"\r{new string(' ', _length)}\r");
            _length = 0;
        }
    }
}
