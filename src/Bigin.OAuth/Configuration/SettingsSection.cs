using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace Bigin.OAuth;

/// <summary>
/// Checks what the binder leaves out silently: names that no option takes, and shapes that an option can't take.
/// An <c>AllowedDataCenters</c> that is ignored would let every data center in.
/// </summary>
internal sealed class SettingsSection(IConfiguration configuration) : IValidateOptions<BiginOAuthOptions>
{
    /// <summary>Gets the path of the section, such as <c>Bigin</c>.</summary>
    internal string Path => (configuration as IConfigurationSection)?.Path ?? "";

    public ValidateOptionsResult Validate(string? name, BiginOAuthOptions options)
    {
        string[] failures = [.. FindMisspeltNames(), .. FindWrongShapes(), .. FindFlawsOfDataCenters()];
        return failures.Length > 0 ? ValidateOptionsResult.Fail(failures) : ValidateOptionsResult.Success;
    }

    /// <summary>
    /// Lists the names that no option takes and that are like no option's. A host may keep settings of its own beside them.
    /// </summary>
    internal IEnumerable<string> FindUnknownNames() =>
        configuration is IConfigurationRoot ? [] : // the whole configuration of the host, environment variables and all
        [
            .. FindForeign(configuration.GetChildren(), KnownSettings.Names).Select(setting => setting.Key),
            .. from entry in DataCenters()
               from member in FindForeign(entry.GetChildren(), KnownSettings.DataCenterMembers)
               select $"{Show(entry)}:{member.Key}",
        ];

    private IEnumerable<string> FindMisspeltNames() =>
    [
        .. FindMisspelt(configuration.GetChildren(), KnownSettings.Names, prefix: ""),
        .. DataCenters().SelectMany(entry => FindMisspelt(entry.GetChildren(), KnownSettings.DataCenterMembers, $"{Show(entry)}:")),
    ];

    private static IEnumerable<string> FindMisspelt(IEnumerable<IConfigurationSection> settings, string[] knownNames, string prefix) =>
        from setting in settings
        where !IsKnown(setting, knownNames)
        let nearest = KnownSettings.FindNearest(setting.Key, knownNames)
        where nearest is not null
        select $"{prefix}{setting.Key} is not a setting. Did you mean {prefix}{nearest}? Correct the name, or remove the setting.";

    private static IEnumerable<IConfigurationSection> FindForeign(IEnumerable<IConfigurationSection> settings, string[] knownNames) =>
        settings.Where(setting => !IsKnown(setting, knownNames) && KnownSettings.FindNearest(setting.Key, knownNames) is null);

    private static bool IsKnown(IConfigurationSection setting, string[] knownNames) =>
        knownNames.Contains(setting.Key, StringComparer.OrdinalIgnoreCase);

    private IEnumerable<string> FindWrongShapes()
    {
        foreach (IConfigurationSection setting in KnownSettings.Values.Select(configuration.GetSection).Where(HasChildren))
        {
            yield return $"{setting.Key} is a list or an object in the configuration. Write one value.";
        }

        foreach ((string name, string firstEntry) in KnownSettings.Lists)
        {
            IConfigurationSection list = configuration.GetSection(name);
            if (!string.IsNullOrEmpty(list.Value))
            {
                yield return $"{name} is a single value in the configuration. Make it a list: the first entry is {firstEntry}.";
            }

            if (name != nameof(BiginOAuthOptions.DataCenters))
            {
                foreach (IConfigurationSection entry in list.GetChildren().Where(HasChildren))
                {
                    yield return $"{name}:{entry.Key} is a list or an object in the configuration. Write one value: {firstEntry}.";
                }
            }
        }
    }

    private IEnumerable<string> FindFlawsOfDataCenters()
    {
        var paths = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (IConfigurationSection entry in DataCenters())
        {
            foreach (string member in KnownSettings.DataCenterMembers)
            {
                if (HasChildren(entry.GetSection(member)))
                {
                    yield return $"{Show(entry)}:{member} is a list or an object in the configuration. Write one value.";
                }
                else if (string.IsNullOrEmpty(entry[member]))
                {
                    yield return $"{Show(entry)}:{member} is missing. Give each data center Id, AccountsServer and ApiServer.";
                }
                else if (member != nameof(DataCenter.Id) && !Uri.TryCreate(entry[member], UriKind.RelativeOrAbsolute, out _))
                {
                    yield return $"{Show(entry)}:{member} is not an address. {ServerOrigin.Expected}";
                }
            }

            if (entry[nameof(DataCenter.Id)] is { Length: > 0 } id && !paths.TryAdd(id, Show(entry)))
            {
                yield return $"{Show(entry)}:{nameof(DataCenter.Id)} repeats that of {paths[id]}. Remove one of the entries.";
            }
        }
    }

    private IEnumerable<IConfigurationSection> DataCenters() =>
        configuration.GetSection(nameof(BiginOAuthOptions.DataCenters)).GetChildren();

    private static string Show(IConfigurationSection entry) => $"{nameof(BiginOAuthOptions.DataCenters)}:{entry.Key}";

    private static bool HasChildren(IConfigurationSection setting) => setting.GetChildren().Any();
}
