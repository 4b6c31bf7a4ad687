
namespace Bigin.OAuth.Emulator.Tool;

/// <summary>Gets the name of a setting as it was written: a variable of the environment, or a path in the file.</summary>
internal static class SettingName
{
    private const string Separator = "__";

    internal static string GetVariable(string path) => EmulatorSettings.Prefix + path.Replace(":", Separator, StringComparison.Ordinal);

    internal static string Describe(string path)
    {
        string variable = GetVariable(path);
        string[] written = [.. Environment.GetEnvironmentVariables().Keys.Cast<string>()
            .Where(name => name.StartsWith(EmulatorSettings.Prefix, StringComparison.OrdinalIgnoreCase))];
        return Array.Find(written, name => string.Equals(name, variable, StringComparison.OrdinalIgnoreCase))
            ?? (IsPartOfVariables(variable, written) ? variable : path);
    }

    /// <summary>
    /// Gets the message of an error in the settings. It starts with the name of the variable where the environment sets it.
    /// </summary>
    internal static string Describe(Exception e) =>
        e.Data["Setting"] is string setting && Describe(setting) is { } name && name != setting ? $"{name}: {e.Message}" : e.Message;

    // A missing value next to other variables is one of them: BIGIN_EMULATOR_USERS__0__NAME.
    private static bool IsPartOfVariables(string variable, string[] written)
    {
        int last = variable.LastIndexOf(Separator, StringComparison.Ordinal);
        string parent = last < 0 ? variable : variable[..last];
        return Array.Exists(written, name => name.StartsWith(parent + Separator, StringComparison.OrdinalIgnoreCase));
    }
}
