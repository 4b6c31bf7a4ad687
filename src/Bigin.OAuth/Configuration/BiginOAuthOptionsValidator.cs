using Microsoft.Extensions.Options;

namespace Bigin.OAuth;

/// <summary>Checks the options and reports every mistake at once. No message holds a secret.</summary>
internal sealed class BiginOAuthOptionsValidator : IValidateOptions<BiginOAuthOptions>
{
    private static readonly TimeSpan MaxCodeLifetime = TimeSpan.FromMinutes(10);

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
        .. CheckClientType(options),
        .. CheckClientIds(options),
        .. CheckClientSecrets(options),
        .. CheckRedirectUri(options),
        .. CheckScopes(options),
        .. CheckAccessType(options),
        .. DataCenterSettings.FindFailures(options),
        .. CheckCodeLifetime(options),
        .. CheckConnections(options),
    ];

    private static IEnumerable<string> CheckClientType(BiginOAuthOptions options)
    {
        if (!Enum.IsDefined(options.ClientType))
        {
            yield return "ClientType is not a value of the enumeration. Set it to ServerBased, SelfClient or Mobile.";
        }
    }

    private static IEnumerable<string> CheckClientIds(BiginOAuthOptions options)
    {
        if (string.IsNullOrWhiteSpace(options.ClientId))
        {
            yield return "ClientId is empty. Set it to the client id that Zoho's API console shows for your client.";
        }
        else if (CredentialText.FindFlaw(options.ClientId) is { } flaw)
        {
            yield return $"ClientId {flaw}. {CredentialText.Expected}";
        }

        foreach ((string dataCenter, string clientId) in options.ClientIds)
        {
            string path = $"ClientIds:{DataCenterSettings.ShowInPath(dataCenter)}";
            if (string.IsNullOrWhiteSpace(clientId))
            {
                yield return $"{path} is empty. Set it to the client id of that data center, or remove it where the client id is the "
                    + "same everywhere.";
            }
            else if (CredentialText.FindFlaw(clientId) is { } ownFlaw)
            {
                yield return $"{path} {ownFlaw}. {CredentialText.Expected}";
            }
            else if (HasSecrets(options)
                && !(options.ClientSecrets.TryGetValue(dataCenter, out string? secret) && !string.IsNullOrEmpty(secret)))
            {
                yield return $"{path} has no secret of its own. Set ClientSecrets:{DataCenterSettings.ShowInPath(dataCenter)} to the "
                    + "secret that belongs to this client id.";
            }
        }
    }

    private static bool HasSecrets(BiginOAuthOptions options) =>
        !string.IsNullOrEmpty(options.ClientSecret) || options.ClientSecrets.Values.Any(secret => !string.IsNullOrEmpty(secret));

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
                yield return $"ClientSecrets:{DataCenterSettings.ShowInPath(id)} {ownFlaw}. {CredentialText.Expected}";
            }
        }
    }

    private static IEnumerable<string> CheckRedirectUri(BiginOAuthOptions options)
    {
        bool isNeeded = options.RedirectUri is not null || options.ClientType is not BiginClientType.SelfClient;
        if (isNeeded && RedirectEndpoint.FindFlaw(options.RedirectUri, options.ClientType) is { } flaw)
        {
            yield return $"RedirectUri {flaw}. {RedirectEndpoint.Expected}";
        }
    }

    private static IEnumerable<string> CheckScopes(BiginOAuthOptions options)
    {
        if (options.Scopes.Count == 0 && options.ClientType is not BiginClientType.SelfClient)
        {
            yield return "Scopes is empty. Add at least one scope, such as ZohoBigin.org.READ.";
        }

        for (int i = 0; i < options.Scopes.Count; i++)
        {
            if (ScopeToken.FindFlaw(options.Scopes[i]) is { } flaw)
            {
                yield return $"{options.Registration.GetPath("Scopes", options.Scopes[i], i)} {flaw}. Write a scope as Bigin documents "
                    + "it, such as ZohoBigin.org.READ.";
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

    private static IEnumerable<string> CheckCodeLifetime(BiginOAuthOptions options)
    {
        if (options.AuthorizationCodeLifetime <= TimeSpan.Zero || options.AuthorizationCodeLifetime > MaxCodeLifetime)
        {
            yield return "AuthorizationCodeLifetime is not more than zero and at most ten minutes. Leave it at 00:01:00, which is what "
                + "Bigin documents.";
        }
    }

    private static IEnumerable<string> CheckConnections(BiginOAuthOptions options)
    {
        if (options.ConnectionRecheckInterval < TimeSpan.Zero || options.ConnectionRecheckInterval > MaxRecheckInterval)
        {
            yield return "ConnectionRecheckInterval is not between zero and ten minutes. Leave it at 00:00:30, or set it to how soon "
                + "servers have to agree.";
        }

        if (!Enum.IsDefined(options.ReplacedTokenRevocation))
        {
            yield return "ReplacedTokenRevocation is not a value of the enumeration. Set it to Never, OtherOrganization or Always.";
        }
    }
}
