using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Bigin.OAuth;

/// <summary>Checks connections that the settings hold, together with the options. No message holds a token.</summary>
/// <param name="configured">The connections.</param>
/// <param name="services">The services of the host, which may hold another store too.</param>
internal sealed class ConfiguredConnectionsValidator(ConfiguredConnections configured, IServiceCollection services)
    : IValidateOptions<BiginOAuthOptions>
{
    public ValidateOptionsResult Validate(string? name, BiginOAuthOptions options)
    {
        string[] failures = configured.IsEmpty ? [] : [.. FindOtherStores(), .. CheckAll(options)];
        return failures.Length > 0 ? ValidateOptionsResult.Fail(failures) : ValidateOptionsResult.Success;
    }

    private IEnumerable<string> FindOtherStores()
    {
        if (services.Any(service => service.ServiceType == typeof(IBiginConnectionStore) && !service.IsKeyedService
            && service != configured.Store))
        {
            yield return $"{nameof(BiginOAuthBuilder.UseConfiguredConnections)} is called beside another connection store. Remove one "
                + "of them. "
                + $"To move a connection from the settings to a store, import it once with "
                + $"{nameof(BiginConnections)}.{nameof(BiginConnections.ImportAsync)}.";
        }
    }

    private IEnumerable<string> CheckAll(BiginOAuthOptions options)
    {
        var paths = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (IConfiguration section in configured.Sections)
        {
            ConfiguredConnection[] connections = [.. ConfiguredConnection.ReadAll(section)];
            if (connections.Length == 0)
            {
                string path = (section as IConfigurationSection)?.Path ?? "Connections";
                yield return $"{path} holds no connection. Set {path}:default:RefreshToken and {path}:default:DataCenter, or don't "
                    + $"call {nameof(BiginOAuthBuilder.UseConfiguredConnections)}.";
            }

            foreach (ConfiguredConnection connection in connections)
            {
                foreach (string failure in Check(connection, options))
                {
                    yield return failure;
                }

                if (connection.RefreshToken is { } token && !paths.TryAdd(token, connection.Path)
                    && !string.Equals(paths[token], connection.Path, StringComparison.OrdinalIgnoreCase))
                {
                    yield return $"{connection.Path}:RefreshToken is that of {paths[token]} too. Zoho's limit holds for a refresh "
                        + "token, so use one key for it.";
                }
            }
        }
    }

    private static IEnumerable<string> Check(ConfiguredConnection connection, BiginOAuthOptions options)
    {
        if (!string.IsNullOrEmpty(connection.Section.Value))
        {
            yield return $"{connection.Path} is a single value in the configuration. Make it an object with RefreshToken and DataCenter.";
            yield break;
        }

        if (connection.Key.Length is 0 or > ConnectionKey.MaxLength || connection.Key.Any(char.IsControl)
            || !ConnectionKey.IsUnicode(connection.Key))
        {
            yield return $"A key in {connection.Section.Path[..^connection.Key.Length].TrimEnd(':')} is empty, is longer than "
                + $"{ConnectionKey.MaxLength} characters, or holds a control character. Change it.";
        }

        foreach (IConfigurationSection member in connection.Section.GetChildren())
        {
            if (!ConfiguredConnection.Members.Contains(member.Key, StringComparer.OrdinalIgnoreCase))
            {
                yield return $"{member.Path} is not a setting of a connection. It has RefreshToken and DataCenter: correct the name, "
                    + "or remove the setting.";
            }
        }

        foreach (string failure in (IEnumerable<string>)[.. CheckToken(connection), .. CheckDataCenter(connection, options)])
        {
            yield return failure;
        }
    }

    private static IEnumerable<string> CheckToken(ConfiguredConnection connection)
    {
        string path = $"{connection.Path}:{nameof(connection.RefreshToken)}";
        if (HasChildren(connection, nameof(connection.RefreshToken)))
        {
            yield return $"{path} is a list or an object in the configuration. Write one value.";
        }
        else if (connection.RefreshToken is not { } token)
        {
            yield return $"{path} is missing. Set it to the refresh token that Bigin gave, or remove the connection.";
        }
        else if (CredentialText.FindFlaw(token) is { } flaw)
        {
            yield return $"{path} {flaw}. Set it to the refresh token exactly as Bigin gave it.";
        }
    }

    private static IEnumerable<string> CheckDataCenter(ConfiguredConnection connection, BiginOAuthOptions options)
    {
        string path = $"{connection.Path}:{nameof(connection.DataCenter)}";
        string ids = string.Join(", ", options.DataCenters.Where(dataCenter => dataCenter is not null).Select(dataCenter => dataCenter.Id));
        if (HasChildren(connection, nameof(connection.DataCenter)))
        {
            yield return $"{path} is a list or an object in the configuration. Write one value.";
        }
        else if (connection.DataCenter is not { } id)
        {
            yield return $"{path} is missing. Set it to the data center that gave the refresh token: {ids}.";
        }
        else if (options.FindDataCenter(id) is null)
        {
            yield return $"{path} is not an entry of DataCenters. Set it to one of {ids}.";
        }
        else if (options.AllowedDataCenters.Count > 0 && !options.AllowedDataCenters.Contains(id, StringComparer.OrdinalIgnoreCase))
        {
            yield return $"{path} is not one of AllowedDataCenters. Add it there, or remove the connection.";
        }
        else if (string.IsNullOrEmpty(options.ClientSecret)
            && !(options.ClientSecrets.TryGetValue(id, out string? secret) && !string.IsNullOrEmpty(secret)))
        {
            yield return $"{connection.Path} needs a client secret to get access tokens. Set ClientSecret, or "
                + $"ClientSecrets:{id.ToLowerInvariant()}.";
        }
    }

    private static bool HasChildren(ConfiguredConnection connection, string member) =>
        connection.Section.GetSection(member).GetChildren().Any();
}
