using System.Text.RegularExpressions;

namespace Bigin.OAuth.FaultRun;

/// <summary>Finds everything that has the shape of a code or token, and the client secret.</summary>
internal sealed partial class SecretSearch(string clientSecret)
{
    internal bool Finds(string line) => line.Contains(clientSecret, StringComparison.Ordinal) || Token().IsMatch(line);

    internal async Task CheckAsync(string folder, Check check)
    {
        foreach (string path in Directory.GetFiles(folder, "*.log"))
        {
            int number = 0;
            await foreach (string line in File.ReadLinesAsync(path))
            {
                number++;
                check.That(!Finds(line), () => $"line {number} of {Path.GetFileName(path)}");
            }
        }
    }

    [GeneratedRegex(@"1000\.[0-9a-f]{32}\.[0-9a-f]{32}", RegexOptions.IgnoreCase)]
    private static partial Regex Token();
}
