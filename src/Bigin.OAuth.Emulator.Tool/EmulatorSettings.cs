using System.Collections;
using System.Reflection;
using System.Text.Json;
using Microsoft.Extensions.Configuration;

namespace Bigin.OAuth.Emulator.Tool;

/// <summary>Reads settings from a file and from the environment, by the names of <see cref="BiginEmulatorOptions"/>. What the environment says wins.</summary>
/// <remarks>Whatever is wrong with them is a <see cref="FormatException"/> that names the setting, and no value of a secret.</remarks>
internal static class EmulatorSettings
{
    internal const string Prefix = "BIGIN_EMULATOR_";

    internal static void Apply(BiginEmulatorOptions options, string? file)
    {
        foreach (IConfigurationSection setting in Read(file).GetChildren())
        {
            PropertyInfo property = typeof(BiginEmulatorOptions).GetProperty(setting.Key, BindingFlags.Public | BindingFlags.Instance | BindingFlags.IgnoreCase)
                ?? throw new FormatException($"There is no setting '{setting.Key}'.");
            Apply(options, property, setting);
        }
    }

    private static IConfigurationRoot Read(string? file)
    {
        try
        {
            using Stream? json = file is null ? null : File.OpenRead(file);
            ConfigurationBuilder builder = new();
            return (json is null ? builder : builder.AddJsonStream(json)).AddEnvironmentVariables(Prefix).Build();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new FormatException($"The file of settings can't be read. {e.Message}", e);
        }
        catch (Exception e) when (e is JsonException or FormatException)
        {
            throw new FormatException($"The file of settings is no JSON object that can be used. {e.Message}", e);
        }
    }

    private static void Apply(BiginEmulatorOptions options, PropertyInfo property, IConfigurationSection setting)
    {
        if (property.PropertyType == typeof(IList<EmulatorUser>))
        {
            // In place of those that everybody has by default.
            RequireMany(setting);
            options.Users.Clear();
            setting.GetChildren().Select(ReadUser).ToList().ForEach(options.Users.Add);
        }
        else if (property.CanWrite)
        {
            property.SetValue(options, ReadValue(setting, property.PropertyType));
        }
        else
        {
            RequireMany(setting);
            setting.Bind((IEnumerable)property.GetValue(options)!);
        }
    }

    private static object ReadValue(IConfigurationSection setting, Type type)
    {
        if (string.IsNullOrWhiteSpace(setting.Value))
        {
            throw new FormatException($"{setting.Path} is without a value.");
        }

        try
        {
            return setting.Get(type)!;
        }
        catch (InvalidOperationException e)
        {
            throw new FormatException($"{setting.Path} can't be '{setting.Value}'.", e);
        }
    }

    private static EmulatorUser ReadUser(IConfigurationSection user) => new(
        Required(user, nameof(EmulatorUser.Email)),
        Required(user, nameof(EmulatorUser.Name)),
        Required(user, nameof(EmulatorUser.DataCenter)),
        [.. user.GetSection(nameof(EmulatorUser.Organizations)).GetChildren().Select(ReadOrganization)]);

    private static EmulatorOrganization ReadOrganization(IConfigurationSection organization) =>
        new(Required(organization, nameof(EmulatorOrganization.Id)), Required(organization, nameof(EmulatorOrganization.Name)));

    private static string Required(IConfigurationSection section, string name) =>
        (string)ReadValue(section.GetSection(name), typeof(string));

    // A single value in place of a list would be passed over without a word.
    private static void RequireMany(IConfigurationSection setting)
    {
        if (!string.IsNullOrEmpty(setting.Value))
        {
            throw new FormatException($"{setting.Path} holds several, so it is no single value; in the environment its first is {Prefix}{setting.Key}__0.");
        }
    }
}
