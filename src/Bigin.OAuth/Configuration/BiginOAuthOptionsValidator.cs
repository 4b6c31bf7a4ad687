using Microsoft.Extensions.Options;

namespace Bigin.OAuth;

/// <summary>Checks the options and reports every mistake at once. No message holds a secret.</summary>
internal sealed class BiginOAuthOptionsValidator : IValidateOptions<BiginOAuthOptions>
{
    private static readonly TimeSpan LongestCodeLifetime = TimeSpan.FromMinutes(10);

    // By then the access token is over soon, and another organization's data was read for long.
    private static readonly TimeSpan MaxRecheckInterval = TimeSpan.FromMinutes(10);

    /// <summary>For those who work without a container: the same rules, the same exception.</summary>
    internal static void ThrowIfInvalid(BiginOAuthOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        string[] failures = [.. FindFailures(options)];
        if (failures.Length > 0)
        {
            throw new OptionsValidationException(Options.DefaultName, typeof(BiginOAuthOptions), failures);
        }
    }

    public ValidateOptionsResult Validate(string? name, BiginOAuthOptions options)
    {
        string[] failures = [.. FindFailures(options)];
        return failures.Length > 0 ? ValidateOptionsResult.Fail(failures) : ValidateOptionsResult.Success;
    }

    private static IEnumerable<string> FindFailures(BiginOAuthOptions options) =>
    [
        .. CheckClientId(options),
        .. CheckClientSecrets(options),
        .. CheckRedirectUri(options),
        .. CheckScopes(options),
        .. CheckAccessType(options),
        .. CheckDataCenters(options),
        .. CheckDataCenterIds(options),
        .. CheckCodeLifetime(options),
        .. CheckConnections(options),
    ];

    private static IEnumerable<string> CheckClientId(BiginOAuthOptions options)
    {
        if (string.IsNullOrWhiteSpace(options.ClientId))
        {
            yield return "ClientId is empty. Set it to the client id that Zoho's API console shows for your client.";
        }
        else if (CredentialText.FindFlaw(options.ClientId) is { } flaw)
        {
            yield return $"ClientId {flaw}. {CredentialText.Expected}";
        }
    }

    private static IEnumerable<string> CheckClientSecrets(BiginOAuthOptions options)
    {
        if (CredentialText.FindFlaw(options.ClientSecret) is { } flaw)
        {
            yield return $"ClientSecret {flaw}. {CredentialText.Expected}";
        }

        foreach ((string id, string secret) in options.ClientSecrets)
        {
            if (CredentialText.FindFlaw(secret) is { } ownFlaw)
            {
                yield return $"ClientSecrets:{(IsId(id) ? id : "…")} {ownFlaw}. {CredentialText.Expected}";
            }
        }
    }

    private static IEnumerable<string> CheckRedirectUri(BiginOAuthOptions options)
    {
        if (RedirectEndpoint.FindFlaw(options.RedirectUri) is { } flaw)
        {
            yield return $"RedirectUri {flaw}. {RedirectEndpoint.Expected}";
        }
    }

    private static IEnumerable<string> CheckScopes(BiginOAuthOptions options)
    {
        if (options.Scopes.Count == 0)
        {
            yield return "Scopes is empty. Add at least one scope, such as ZohoBigin.org.READ.";
        }

        for (int i = 0; i < options.Scopes.Count; i++)
        {
            if (ScopeToken.FindFlaw(options.Scopes[i]) is { } flaw)
            {
                yield return $"{options.Registration.GetPath("Scopes", options.Scopes[i], i)} {flaw}. Write a scope as Bigin documents it, such as ZohoBigin.org.READ.";
            }
        }
    }

    private static IEnumerable<string> CheckAccessType(BiginOAuthOptions options)
    {
        if (!Enum.IsDefined(options.AccessType))
        {
            yield return "AccessType is not a value of the enumeration. Set it to Offline or Online.";
        }
    }

    private static IEnumerable<string> CheckDataCenters(BiginOAuthOptions options)
    {
        var ids = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var accountsServers = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        for (int i = 0; i < options.DataCenters.Count; i++)
        {
            string path = options.Registration.GetPath("DataCenters", options.DataCenters[i], i);
            if (options.DataCenters[i] is not { } dataCenter)
            {
                yield return $"{path} is missing. Remove it, or give it Id, AccountsServer and ApiServer.";
                continue;
            }

            if (!IsId(dataCenter.Id))
            {
                yield return $"{path}:Id is not 1 to 12 letters, digits or hyphens. Set it to the location that Zoho sends, such as us.";
            }
            else if (!ids.Add(dataCenter.Id))
            {
                yield return $"{path}:Id repeats the id {Show(dataCenter.Id)}. Remove the entry, or give it an id of its own; {DefaultsStand}";
            }

            if (ServerOrigin.FindFlaw(dataCenter.AccountsServer) is { } accountsFlaw)
            {
                yield return $"{path}:AccountsServer {accountsFlaw}. {ServerOrigin.Expected}";
            }
            else if (!accountsServers.Add(dataCenter.AccountsServer.GetLeftPart(UriPartial.Authority)))
            {
                yield return $"{path}:AccountsServer is that of another entry. Remove the entry, or give it an accounts server of its own; {DefaultsStand}";
            }

            if (ServerOrigin.FindFlaw(dataCenter.ApiServer) is { } apiFlaw)
            {
                yield return $"{path}:ApiServer {apiFlaw}. {ServerOrigin.Expected}";
            }
        }
    }

    private const string DefaultsStand = "those of DataCenter.All are in the list from the start.";

    private static IEnumerable<string> CheckDataCenterIds(BiginOAuthOptions options)
    {
        string[] ids = [.. options.DataCenters.Select(dataCenter => dataCenter?.Id).OfType<string>().Where(IsId)];
        string mend = $"{(ids.Length > 0 ? $"Use one of: {string.Join(", ", ids)}; or add" : "Add")} an entry to DataCenters.";
        if (options.FindDataCenter(options.HomeDataCenter) is null)
        {
            yield return $"HomeDataCenter names {Show(options.HomeDataCenter)}, which is not in DataCenters. {mend}";
        }

        for (int i = 0; i < options.AllowedDataCenters.Count; i++)
        {
            if (options.FindDataCenter(options.AllowedDataCenters[i]) is null)
            {
                yield return $"{options.Registration.GetPath("AllowedDataCenters", options.AllowedDataCenters[i], i)} names {Show(options.AllowedDataCenters[i])}, which is not in DataCenters. {mend}";
            }
        }

        foreach (string id in options.ClientSecrets.Keys)
        {
            if (options.FindDataCenter(id) is null)
            {
                yield return $"ClientSecrets has a secret for {Show(id)}, which is not in DataCenters. {mend}";
            }
        }
    }

    private static IEnumerable<string> CheckCodeLifetime(BiginOAuthOptions options)
    {
        if (options.AuthorizationCodeLifetime <= TimeSpan.Zero || options.AuthorizationCodeLifetime > LongestCodeLifetime)
        {
            yield return "AuthorizationCodeLifetime is not more than zero and at most ten minutes. Leave it at 00:01:00, which is what Bigin documents.";
        }
    }

    private static IEnumerable<string> CheckConnections(BiginOAuthOptions options)
    {
        if (options.ConnectionRecheckInterval < TimeSpan.Zero || options.ConnectionRecheckInterval > MaxRecheckInterval)
        {
            yield return "ConnectionRecheckInterval is not between zero and ten minutes. Leave it at 00:00:30, or set it to how soon servers have to agree.";
        }

        if (!Enum.IsDefined(options.ReplacedTokenRevocation))
        {
            yield return "ReplacedTokenRevocation is not a value of the enumeration. Set it to Never, OtherOrganization or Always.";
        }
    }

    // Zoho's are two to four letters.
    private static bool IsId(string? id) => id is { Length: > 0 and <= 12 } && id.All(c => char.IsAsciiLetterOrDigit(c) || c == '-');

    // What can't be an id may be a secret in the wrong place.
    private static string Show(string? id) => string.IsNullOrEmpty(id) ? "no id" : IsId(id) ? $"'{id}'" : "something that can't be an id";
}
