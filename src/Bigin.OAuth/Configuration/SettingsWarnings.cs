using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Bigin.OAuth;

/// <summary>Warns at start of settings that are allowed and probably not meant.</summary>
internal sealed class SettingsWarnings(
    IEnumerable<IValidateOptions<BiginOAuthOptions>> validators, IOptions<BiginOAuthOptions> options, ILogger<BiginOAuthOptions> logger)
    : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (SettingsSection section in validators.OfType<SettingsSection>())
        {
            string[] unknown = [.. section.FindUnknownNames()];
            if (unknown.Length > 0)
            {
                BiginLog.UnknownSettings(logger, section.Path, string.Join(", ", unknown));
            }
        }

        if (options.Value.Registration.ClientIds.Count > 1)
        {
            BiginLog.SeveralClientIds(logger, string.Join(", ", options.Value.Registration.ClientIds));
        }

        if (options.Value.RedirectUri is { } redirectUri && redirectUri.HostNameType is UriHostNameType.IPv4 or UriHostNameType.IPv6
            && Loopback.IsHttp(redirectUri))
        {
            BiginLog.LoopbackAddress(logger, redirectUri);
        }

        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
