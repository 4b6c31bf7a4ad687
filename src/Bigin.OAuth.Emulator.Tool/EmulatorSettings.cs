using System.Collections;
using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;

namespace Bigin.OAuth.Emulator.Tool;

/// <summary>Reads settings from a file and from the environment, by the names of <see cref="BiginEmulatorOptions"/>. What the environment says wins.</summary>
/// <remarks>What is wrong with them is a <see cref="FormatException"/> that names the setting as it was written, and no value of a secret.</remarks>
internal static partial class EmulatorSettings
{
    internal const string Prefix = "BIGIN_EMULATOR_";

    internal static void Apply(BiginEmulatorOptions options, string? file)
    {
        foreach (IConfigurationSection setting in Read(file).GetChildren())
        {
            PropertyInfo property = typeof(BiginEmulatorOptions).GetProperty(setting.Key, BindingFlags.Public | BindingFlags.Instance | BindingFlags.IgnoreCase)
                ?? throw new FormatException($"There is no setting '{SettingName.Describe(setting.Key)}'.");
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
            throw new FormatException($"The file of settings isn't a JSON object. {e.Message}", e);
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
        else if (property.PropertyType == typeof(IList<EmulatorClient>))
        {
            RequireMany(setting);
            options.Clients.Clear();
            setting.GetChildren().Select(ReadClient).ToList().ForEach(options.Clients.Add);
        }
        else if (property.PropertyType == typeof(IList<EmulatorCannedResponse>))
        {
            RequireMany(setting);
            setting.GetChildren().Select(ReadResponse).ToList().ForEach(options.ApiResponses.Add);
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
            throw new FormatException($"{SettingName.Describe(setting.Path)} is without a value.");
        }

        // .NET reads a number without a colon as days: "3600" would be almost ten years.
        if (type == typeof(TimeSpan) && !Duration().IsMatch(setting.Value))
        {
            throw new FormatException($"{SettingName.Describe(setting.Path)} can't be '{setting.Value}'. Write hours, minutes and seconds, such as 00:01:00 for a minute.");
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

    private static EmulatorUser ReadUser(IConfigurationSection user) => new(
        Required(user, nameof(EmulatorUser.Email)),
        Required(user, nameof(EmulatorUser.Name)),
        Required(user, nameof(EmulatorUser.DataCenter)),
        [.. user.GetSection(nameof(EmulatorUser.Organizations)).GetChildren().Select(ReadOrganization)]);

    private static EmulatorOrganization ReadOrganization(IConfigurationSection organization) =>
        new(Required(organization, nameof(EmulatorOrganization.Id)), Required(organization, nameof(EmulatorOrganization.Name)));

    private static EmulatorClient ReadClient(IConfigurationSection client)
    {
        var read = new EmulatorClient(
            Required(client, nameof(EmulatorClient.Id)),
            Required(client, nameof(EmulatorClient.Secret)),
            client[nameof(EmulatorClient.Type)] is null ? default : (EmulatorClientType)ReadValue(client.GetSection(nameof(EmulatorClient.Type)), typeof(EmulatorClientType)))
        {
            Name = client[nameof(EmulatorClient.Name)] ?? "Your application",
        };
        client.GetSection(nameof(EmulatorClient.Secrets)).Bind(read.Secrets);
        client.GetSection(nameof(EmulatorClient.DataCenters)).Bind(read.DataCenters);
        client.GetSection(nameof(EmulatorClient.RedirectUris)).Bind(read.RedirectUris);
        return read;
    }

    private static EmulatorCannedResponse ReadResponse(IConfigurationSection response) => new(
        Required(response, nameof(EmulatorCannedResponse.Method)),
        Required(response, nameof(EmulatorCannedResponse.Path)),
        Required(response, nameof(EmulatorCannedResponse.Body)),
        response[nameof(EmulatorCannedResponse.Status)] is null ? 200 : (int)ReadValue(response.GetSection(nameof(EmulatorCannedResponse.Status)), typeof(int)),
        response[nameof(EmulatorCannedResponse.Organization)]);

    private static string Required(IConfigurationSection section, string name) =>
        (string)ReadValue(section.GetSection(name), typeof(string));

    // A single value in place of a list would be passed over without a word.
    private static void RequireMany(IConfigurationSection setting)
    {
        if (!string.IsNullOrEmpty(setting.Value))
        {
            throw new FormatException($"{SettingName.Describe(setting.Path)} holds several values. In the environment the first is {Prefix}{setting.Key}__0.");
        }
    }

    [GeneratedRegex(@"^(\d+\.)?([01]?\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,7})?$")]
    private static partial Regex Duration();
}
