using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Bigin.OAuth;

/// <summary>
/// Looks up the client credentials of a data center: the one place that does. The ids are fixed at start; a secret may be replaced while
/// the host runs.
/// </summary>
internal sealed class ConfiguredClients
{
    private readonly ClientIdMap _clientIds;
    private readonly IOptionsMonitor<BiginOAuthOptions> _monitor;
    private readonly ILogger _logger;
    private volatile Secrets _secrets;
    private object? _refused;

    /// <param name="options">The options at start, which the validator has accepted.</param>
    /// <param name="monitor">The options as they are now.</param>
    /// <param name="logger">Is told of a reload that can't be used.</param>
    internal ConfiguredClients(BiginOAuthOptions options, IOptionsMonitor<BiginOAuthOptions> monitor, ILogger logger)
    {
        _clientIds = new ClientIdMap(options);
        _monitor = monitor;
        _logger = logger;
        _secrets = new Secrets(options);
    }

    // Zoho Accounts, "Multi DC": the client id is the same everywhere but in China, the secret is each data center's own unless the console
    // says otherwise.
    internal ClientCredentials Find(DataCenter dataCenter)
    {
        Reload();
        return new ClientCredentials(_clientIds.Find(dataCenter), _secrets.Find(dataCenter));
    }

    [SuppressMessage("Design", "CA1031",
        Justification = "What configures the options is the host's and may throw anything. The last good secrets go on.")]
    private void Reload()
    {
        BiginOAuthOptions options;
        try
        {
            options = _monitor.CurrentValue;
            if (ReferenceEquals(options, _secrets.Source) || ReferenceEquals(options, _refused))
            {
                return;
            }

            BiginOAuthOptionsValidator.ThrowIfInvalid(options);
        }
        catch (OptionsValidationException exception)
        {
            Refuse(exception, string.Join(" ", exception.Failures));
            return;
        }
        catch (Exception exception)
        {
            Refuse(exception, exception.GetType().ToString()); // its text may hold the value that could not be read
            return;
        }

        if (!_clientIds.Equals(new ClientIdMap(options)))
        {
            Refuse(
                options,
                $"{nameof(BiginOAuthOptions.ClientId)}, or an entry of {nameof(BiginOAuthOptions.ClientIds)}, has changed. Restart the "
                + "host to use another registration.");
            return;
        }

        var secrets = new Secrets(options);
        if (secrets.IsEmpty && !_secrets.IsEmpty)
        {
            Refuse(
                options,
                $"There is no client secret any more. Set {nameof(BiginOAuthOptions.ClientSecret)} or "
                + $"{nameof(BiginOAuthOptions.ClientSecrets)} again.");
            return;
        }

        _secrets = secrets;
    }

    // Once for each reload: the monitor gives the same object, or throws the same exception, until the next one.
    private void Refuse(object cause, string reason)
    {
        if (!ReferenceEquals(Interlocked.Exchange(ref _refused, cause), cause))
        {
            BiginLog.ReloadRefused(_logger, reason);
        }
    }

    // A copy, so that only a reload changes it.
    private sealed class Secrets(BiginOAuthOptions options)
    {
        private readonly string? _secret = options.ClientSecret;
        private readonly Dictionary<string, string> _secrets = new(options.ClientSecrets, StringComparer.OrdinalIgnoreCase);

        internal BiginOAuthOptions Source { get; } = options;

        internal bool IsEmpty => string.IsNullOrEmpty(_secret) && _secrets.Values.All(string.IsNullOrEmpty);

        internal string? Find(DataCenter dataCenter)
        {
            string? secret = _secrets.GetValueOrDefault(dataCenter.Id);
            secret = string.IsNullOrEmpty(secret) ? _secret : secret;
            return string.IsNullOrEmpty(secret) ? null : secret;
        }
    }
}
