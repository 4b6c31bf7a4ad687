using Bigin.OAuth.Interactive;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Bigin.OAuth.Tests.Readme;

/// <summary>The examples of the XML documentation of <c>Bigin.OAuth.Interactive</c>, whose outcomes have the names of the endpoints'.</summary>
internal static class InteractiveExamples
{
    internal static void Add(IServiceCollection services, IConfiguration configuration)
    {
        services.AddBiginOAuth(configuration.GetSection("Bigin")).AddInteractive(options => options.Timeout = TimeSpan.FromMinutes(10));
    }

    internal static async Task<string> ConnectAsync(BiginInteractiveConnector interactive, CancellationToken cancellationToken)
    {
        InteractiveConnectOutcome outcome = await interactive.ConnectAsync("default", OrganizationChange.Ask, cancellationToken);
        string text = outcome.Match(
            connected: it => $"Connected to {it.Connection.Organization}.",
            denied: _ => "You rejected the request, so nothing was connected.",
            failed: it => it.Failure.IsNoOrganization ? "You belong to no Bigin organization." : $"Bigin says {it.Failure.Error}.",
            connectFailed: it => $"Not connected. {it.Error.Hint}",
            refreshTokenMissing: _ => "Not connected: Bigin sent no refresh token. Set ForceConsent.",
            differentOrganization: it => $"You picked {it.Picked?.ToString() ?? "an organization that could not be read"}, and {it.Current.Organization} is connected.",
            timedOut: it => $"No answer came within {it.Timeout}.",
            cannotListen: it => it.Message);
        return text;
    }
}
