using System.Text.RegularExpressions;

namespace Bigin.OAuth.FaultRun;

/// <summary>What the logs of the workers say that counts.</summary>
internal sealed partial class LogLines
{
    private readonly Dictionary<string, int> _left = new(StringComparer.Ordinal);
    private readonly HashSet<(string Worker, string Key)> _recheckFailed = [];

    internal static async Task<LogLines> ReadAsync(string folder)
    {
        var lines = new LogLines();
        foreach (string path in Directory.GetFiles(folder, "*.log"))
        {
            await foreach (string line in File.ReadLinesAsync(path))
            {
                lines.Read(Path.GetFileNameWithoutExtension(path), line);
            }
        }

        return lines;
    }

    /// <summary>Says how often a log names a refresh token of the key that is left at Bigin.</summary>
    internal int CountLeft(string key) => _left.GetValueOrDefault(key);

    internal bool HasRecheckFailed(string worker, string key) => _recheckFailed.Contains((worker, key));

    private void Read(string worker, string line)
    {
        if (Event().Match(line) is { Success: true } match)
        {
            string key = match.Groups[2].Value;
            _left[key] = _left.GetValueOrDefault(key) + (match.Groups[1].Value == "RefreshTokenLeft" ? 1 : 0);
            if (match.Groups[1].Value == "RecheckFailed")
            {
                _recheckFailed.Add((worker, key));
            }
        }
    }

    [GeneratedRegex(@"^\w+ \S+ (RefreshTokenLeft|RecheckFailed) .*\| Key=(\S+)")]
    private static partial Regex Event();
}
