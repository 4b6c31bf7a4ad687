using System.Reflection;
using System.Text.Json;
using Microsoft.Extensions.Configuration;

namespace Bigin.OAuth.Emulator.Tool;

/// <summary>
/// Reads settings from a file and from the environment, by the names of <see cref="BiginEmulatorOptions"/>. The environment wins.
/// </summary>
/// <remarks>A wrong setting is a <see cref="FormatException"/> that names it as it was written, and never shows a secret.</remarks>
internal static class EmulatorSettings
{
    internal const string Prefix = "BIGIN_EMULATOR_";

    internal static void Apply(BiginEmulatorOptions options, string? file)
    {
        foreach (IConfigurationSection setting in Read(file).GetChildren())
        {
            PropertyInfo property = typeof(BiginEmulatorOptions)
                .GetProperty(setting.Key, BindingFlags.Public | BindingFlags.Instance | BindingFlags.IgnoreCase)
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
        switch (property.GetValue(options))
        {
            case IList<EmulatorUser> users:
                Replace(users, setting, ReadUser);
                break;
            case IList<EmulatorClient> clients:
                Replace(clients, setting, ReadClient);
                break;
            case IList<EmulatorCannedResponse> responses:
                Replace(responses, setting, ReadResponse);
                break;
            case IList<string> list:
                SettingValues.ReadList(setting, list);
                break;
            case IDictionary<string, string> byDataCenter:
                SettingValues.ReadByDataCenter(setting, byDataCenter);
                break;
            default:
                property.SetValue(options, SettingValues.Read(setting, property.PropertyType));
                break;
        }
    }

    // The settings replace the emulator's own users and clients.
    private static void Replace<T>(IList<T> list, IConfigurationSection setting, Func<IConfigurationSection, T> read)
    {
        list.Clear();
        foreach (IConfigurationSection item in SettingValues.GetItems(setting))
        {
            list.Add(read(SettingValues.RequireObject<T>(item)));
        }
    }

    private static EmulatorUser ReadUser(IConfigurationSection user) => new(
        SettingValues.ReadText(user, nameof(EmulatorUser.Email)),
        SettingValues.ReadText(user, nameof(EmulatorUser.Name)),
        SettingValues.ReadText(user, nameof(EmulatorUser.DataCenter)),
        [.. SettingValues.GetItems(user.GetSection(nameof(EmulatorUser.Organizations))).Select(ReadOrganization)]);

    private static EmulatorOrganization ReadOrganization(IConfigurationSection organization)
    {
        SettingValues.RequireObject<EmulatorOrganization>(organization);
        return new EmulatorOrganization(
            SettingValues.ReadText(organization, nameof(EmulatorOrganization.Id)),
            SettingValues.ReadText(organization, nameof(EmulatorOrganization.Name)));
    }

    private static EmulatorClient ReadClient(IConfigurationSection client)
    {
        var read = new EmulatorClient(
            SettingValues.ReadText(client, nameof(EmulatorClient.Id)),
            SettingValues.ReadText(client, nameof(EmulatorClient.Secret)),
            SettingValues.ReadOptional<EmulatorClientType>(client, nameof(EmulatorClient.Type)) ?? default)
        {
            Name = SettingValues.ReadOptionalText(client, nameof(EmulatorClient.Name)) ?? "Your application",
        };
        SettingValues.ReadByDataCenter(client.GetSection(nameof(EmulatorClient.Secrets)), read.Secrets);
        SettingValues.ReadList(client.GetSection(nameof(EmulatorClient.DataCenters)), read.DataCenters);
        IConfigurationSection redirectUris = client.GetSection(nameof(EmulatorClient.RedirectUris));
        SettingValues.ReadList(redirectUris, read.RedirectUris);
        RequireAddresses(redirectUris, read);
        return read;
    }

    // A mobile client can have a scheme of its own, such as myapp://callback.
    private static void RequireAddresses(IConfigurationSection redirectUris, EmulatorClient client)
    {
        if (redirectUris.GetChildren().FirstOrDefault(uri => !IsAddress(uri.Value, client.Type)) is { } wrong)
        {
            throw new FormatException($"{SettingName.Describe(wrong.Path)} takes an absolute address, not '{wrong.Value}'.");
        }
    }

    private static bool IsAddress(string? text, EmulatorClientType type) =>
        Uri.TryCreate(text, UriKind.Absolute, out Uri? uri)
            && (type == EmulatorClientType.Mobile ? uri.Scheme != Uri.UriSchemeFile : uri.Scheme is "http" or "https");

    private static EmulatorCannedResponse ReadResponse(IConfigurationSection response) => new(
        SettingValues.ReadText(response, nameof(EmulatorCannedResponse.Method)),
        SettingValues.ReadText(response, nameof(EmulatorCannedResponse.Path)),
        SettingValues.ReadOptionalText(response, nameof(EmulatorCannedResponse.Body)),
        SettingValues.ReadOptional<int>(response, nameof(EmulatorCannedResponse.Status)),
        SettingValues.ReadOptionalText(response, nameof(EmulatorCannedResponse.Organization)))
    {
        RetryAfterDelay = SettingValues.ReadOptional<TimeSpan>(response, nameof(EmulatorCannedResponse.RetryAfterDelay)),
        RetryAfterDate = SettingValues.ReadOptional<DateTimeOffset>(response, nameof(EmulatorCannedResponse.RetryAfterDate)),
    };
}
