using System.Net;

namespace Bigin.OAuth.Emulator;

/// <summary>Validates the settings.</summary>
internal static class EmulatorOptionsValidator
{
    internal static void ThrowIfInvalid(BiginEmulatorOptions options)
    {
        if (options.Users.FirstOrDefault(other => !Exists(other.DataCenter)) is { } user)
        {
            throw Invalid(nameof(options.Users), $"There is no data center '{user.DataCenter}' for the user {user}. Use one of: {Known}.");
        }

        if (options.Users.GroupBy(user => user.Email, StringComparer.OrdinalIgnoreCase)
            .FirstOrDefault(group => group.Count() > 1) is { } twice)
        {
            throw Invalid(nameof(options.Users), $"Two users have the address {twice.Key}. Give each user another address.");
        }

        if (!IPAddress.TryParse(options.ListenOn, out _))
        {
            throw Invalid(nameof(options.ListenOn),
                $"{nameof(options.ListenOn)} is '{options.ListenOn}'. Use an IP address, such as 127.0.0.1 or 0.0.0.0.");
        }

        if (options.PublicHost is { } host && Uri.CheckHostName(host) is not (UriHostNameType.Dns or UriHostNameType.IPv4))
        {
            throw Invalid(nameof(options.PublicHost),
                $"{nameof(options.PublicHost)} is '{host}'. Use a host name without scheme and port, such as emulator.");
        }

        int highestPort = IPEndPoint.MaxPort - (DataCenter.All.Count - 1);
        if (options.Port < 0 || options.Port > highestPort)
        {
            throw Invalid(nameof(options.Port),
                $"{nameof(options.Port)} is {options.Port}. Use 0 for free ports, or the first of {DataCenter.All.Count}, which is at most "
                + $"{highestPort}.");
        }

        ThrowIfInvalid(options.Clients, options.ClientId);
        foreach (EmulatorCannedResponse response in options.ApiResponses)
        {
            ThrowIfInvalid(response);
        }

        if (options.WithheldScopes.FirstOrDefault(scope => !KnownScopes.Exists(scope, options)) is { } missing)
        {
            throw Invalid(
                nameof(options.WithheldScopes),
                $"There is no scope '{missing}', which {nameof(options.WithheldScopes)} names. Correct it, or add it to "
                + $"{nameof(options.AdditionalScopes)}.");
        }

        ThrowIfUnknown(options.ClientSecrets.Keys, nameof(options.ClientSecrets));
        ThrowIfUnknown(options.EnabledDataCenters, nameof(options.EnabledDataCenters));
        ThrowIfNotPositive(options.CodesPerTenMinutes, nameof(options.CodesPerTenMinutes), "no code could be issued");
        ThrowIfNotPositive(options.AccessTokensPerTenMinutes, nameof(options.AccessTokensPerTenMinutes), "no token could be refreshed");
        ThrowIfNotPositive(options.LiveAccessTokens, nameof(options.LiveAccessTokens), "every access token would end at once");
        ThrowIfNotPositive(options.LiveRefreshTokens, nameof(options.LiveRefreshTokens), "every refresh token would end at once");
        ThrowIfNotPositive(options.CodeLifetime.Ticks, nameof(options.CodeLifetime), "every code would be expired");
        ThrowIfNotPositive((long)options.AccessTokenLifetime.TotalSeconds, nameof(options.AccessTokenLifetime),
            "every access token would be expired. Set at least a second");
        ThrowIfNoBody(options.ErrorPageStatus, nameof(options.ErrorPageStatus));
        ThrowIfNoBody(options.ThrottleStatus, nameof(options.ThrottleStatus));
    }

    private static void ThrowIfInvalid(EmulatorCannedResponse response)
    {
        try
        {
            EmulatorApi.CreateMatcher(response.Path);
            response.CreateResponse();
        }
        catch (ArgumentException e)
        {
            throw Invalid(nameof(BiginEmulatorOptions.ApiResponses),
                $"The response of {nameof(BiginEmulatorOptions.ApiResponses)} to {response.Method} {response.Path} is wrong. {e.Message}");
        }
    }

    private static void ThrowIfInvalid(IList<EmulatorClient> clients, string clientId)
    {
        if (clients.Select(client => client.Id).Append(clientId).GroupBy(id => id, StringComparer.Ordinal)
            .FirstOrDefault(group => group.Count() > 1) is { } twice)
        {
            throw Invalid(nameof(BiginEmulatorOptions.Clients),
                $"Two {nameof(BiginEmulatorOptions.Clients)} have the id {twice.Key}. Give each client another id.");
        }

        ThrowIfUnknown(clients.SelectMany(client => client.DataCenters.Concat(client.Secrets.Keys)), nameof(BiginEmulatorOptions.Clients));
    }

    // The command reads the name from here, to give it as the person wrote it.
    private static ArgumentException Invalid(string setting, string message) => new(message) { Data = { ["Setting"] = setting } };

    private static string Known => string.Join(", ", DataCenter.All);

    private static bool Exists(string id) =>
        DataCenter.All.Any(dataCenter => string.Equals(dataCenter.Id, id, StringComparison.OrdinalIgnoreCase));

    private static void ThrowIfUnknown(IEnumerable<string> ids, string setting)
    {
        if (ids.FirstOrDefault(id => !Exists(id)) is { } unknown)
        {
            throw Invalid(setting, $"There is no data center '{unknown}', which {setting} names. Use one of: {Known}.");
        }
    }

    private static void ThrowIfNotPositive(long value, string setting, string consequence)
    {
        if (value <= 0)
        {
            throw Invalid(setting, $"{setting} isn't more than zero, so {consequence}.");
        }
    }

    private static void ThrowIfNoBody(HttpStatusCode status, string setting)
    {
        if ((int)status is < 200 or > 599 or 204 or 205 or 304)
        {
            throw Invalid(setting, $"{setting} isn't the status of a response with a body.");
        }
    }
}
