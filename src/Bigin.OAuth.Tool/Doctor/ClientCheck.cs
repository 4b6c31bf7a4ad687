using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Bigin.OAuth.Tool.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Bigin.OAuth.Tool.Doctor;

/// <summary>
/// Checks id and secret of the client by a refresh with a token that was made up. Bigin's error says what it thinks of the client.
/// </summary>
internal static class ClientCheck
{
    private const string Name = "client";

    internal static async IAsyncEnumerable<Finding> RunAsync(
        ToolHost host, IEnumerable<string> dataCentersOfConnections, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        BiginOAuthOptions options = host.Options;
        IEnumerable<string> ids = options.AllowedDataCenters.Count == 0
            ? [options.HomeDataCenter, .. options.ClientIds.Keys, .. options.ClientSecrets.Keys, .. dataCentersOfConnections]
            : options.AllowedDataCenters;
        foreach (string id in ids.Distinct(StringComparer.OrdinalIgnoreCase))
        {
            if (options.FindDataCenter(id) is { } dataCenter)
            {
                yield return await CheckAsync(host, dataCenter, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private static async Task<Finding> CheckAsync(ToolHost host, DataCenter dataCenter, CancellationToken cancellationToken)
    {
        var madeUp = new RefreshToken(
            $"1000.{RandomNumberGenerator.GetHexString(32, lowercase: true)}.{RandomNumberGenerator.GetHexString(32, lowercase: true)}");
        try
        {
            TokenResponse response = await host.Services.GetRequiredService<BiginTokenClient>()
                .RefreshAsync(madeUp, dataCenter, cancellationToken).ConfigureAwait(false);
            return response.Match(
                issued: _ =>
                Finding.Warning(Name, $"{dataCenter.Id}: a made-up token was accepted.",
                "Check that DataCenters names Bigin's own servers."),
                failed: error => Describe(dataCenter, error));
        }
        catch (InvalidOperationException exception)
        {
            return Finding.Problem(Name, ExitCode.Configuration, exception.Message, "Set ClientSecret to what Zoho's API console shows.");
        }
    }

    private static Finding Describe(DataCenter dataCenter, TokenError error) => error.Kind switch
    {
        TokenErrorKind.InvalidRefreshToken or TokenErrorKind.InvalidCode =>
            Finding.Ok(Name, $"{dataCenter.Id}: Bigin knows id and secret."),
        TokenErrorKind.InvalidClient => Finding.Problem(
            Name, ExitCode.Configuration, $"{dataCenter.Id}: Bigin doesn't know the client id.",
            $"Check ClientId and HomeDataCenter. Where the client is registered elsewhere, enable {dataCenter.Id} under Multi-DC in "
            + $"Zoho's API console, or set ClientIds:{dataCenter.Id}."),
        TokenErrorKind.InvalidClientSecret => Finding.Problem(
            Name, ExitCode.Configuration, $"{dataCenter.Id}: Bigin refuses the client secret.",
            $"Copy it again from Zoho's API console. With Multi-DC, a data center may have a secret of its own: "
            + $"ClientSecrets:{dataCenter.Id}."),
        TokenErrorKind.RateLimited =>
        Finding.Warning(Name, $"{dataCenter.Id}: Bigin limits requests, so id and secret weren't checked.", "Run it again in ten minutes."),
        _ =>
        Finding.Problem(Name, error.IsTransient ? ExitCode.TryLater : ExitCode.Failed,
        $"{dataCenter.Id}: Bigin's response says nothing about id and secret ({error.Error ?? error.Kind.ToString()}).", error.Hint),
    };
}
