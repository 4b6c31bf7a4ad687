using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;

namespace Bigin.OAuth.Emulator.Tool;

/// <summary>Reads the values of settings. A wrong one is a <see cref="FormatException"/> that names the setting.</summary>
internal static partial class SettingValues
{
    internal static string ReadText(IConfigurationSection parent, string name) => (string)Read(parent.GetSection(name), typeof(string));

    internal static string? ReadOptionalText(IConfigurationSection parent, string name) =>
        parent.GetSection(name).Exists() ? ReadText(parent, name) : null;

    internal static T? ReadOptional<T>(IConfigurationSection parent, string name)
        where T : struct =>
        parent.GetSection(name).Exists() ? (T)Read(parent.GetSection(name), typeof(T)) : null;

    internal static object Read(IConfigurationSection setting, Type type)
    {
        if (setting.GetChildren().Any())
        {
            throw new FormatException($"{SettingName.Describe(setting.Path)} takes a text, not an object or a list.");
        }

        if (string.IsNullOrWhiteSpace(setting.Value))
        {
            throw new FormatException($"{SettingName.Describe(setting.Path)} has no value.");
        }

        // .NET reads a number without a colon as days: "3600" would be almost ten years.
        if (type == typeof(TimeSpan) && !Duration().IsMatch(setting.Value))
        {
            throw new FormatException(
                $"{SettingName.Describe(setting.Path)} can't be '{setting.Value}'. Write hours, minutes and seconds, such as 00:01:00 "
                + "for a minute.");
        }

        try
        {
            return setting.Get(type)!;
        }
        catch (InvalidOperationException e)
        {
            throw new FormatException($"{SettingName.Describe(setting.Path)} can't be '{setting.Value}'.", e);
        }
    }

    /// <summary>Adds the texts of a list.</summary>
    internal static void ReadList(IConfigurationSection setting, IList<string> list)
    {
        foreach (IConfigurationSection item in GetItems(setting))
        {
            list.Add((string)Read(item, typeof(string)));
        }
    }

    /// <summary>Sets the texts by data center id.</summary>
    internal static void ReadByDataCenter(IConfigurationSection setting, IDictionary<string, string> values)
    {
        foreach (IConfigurationSection item in GetItems(setting))
        {
            RequireName(item, DataCenter.All.Select(dataCenter => dataCenter.Id));
            values[item.Key] = (string)Read(item, typeof(string));
        }
    }

    /// <summary>Gets the items of a setting that holds several.</summary>
    internal static IEnumerable<IConfigurationSection> GetItems(IConfigurationSection setting) =>
        // A single value in place of a list would be ignored silently.
        string.IsNullOrEmpty(setting.Value)
            ? setting.GetChildren()
            : throw new FormatException(
                $"{SettingName.Describe(setting.Path)} holds several values. In the environment the first is "
                + $"{SettingName.GetVariable(setting.Path)}__0.");

    /// <summary>Throws where a setting isn't an object, or has a name that its type doesn't have.</summary>
    internal static IConfigurationSection RequireObject<T>(IConfigurationSection setting)
    {
        string[] names = [.. typeof(T).GetProperties().Select(property => property.Name)];
        if (!string.IsNullOrEmpty(setting.Value) || !setting.GetChildren().Any())
        {
            throw new FormatException($"{SettingName.Describe(setting.Path)} takes an object with: {string.Join(", ", names)}.");
        }

        foreach (IConfigurationSection child in setting.GetChildren())
        {
            RequireName(child, names);
        }

        return setting;
    }

    private static void RequireName(IConfigurationSection setting, IEnumerable<string> names)
    {
        if (!names.Contains(setting.Key, StringComparer.OrdinalIgnoreCase))
        {
            throw new FormatException(
                $"There is no setting '{SettingName.Describe(setting.Path)}'. There are: {string.Join(", ", names)}.");
        }
    }

    [GeneratedRegex(@"^(\d+\.)?([01]?\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,7})?$")]
    private static partial Regex Duration();
}
