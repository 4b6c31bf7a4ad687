using System.Collections.Concurrent;
using System.Data.Common;
using Microsoft.Extensions.Options;

namespace Bigin.OAuth.Tests.Readme;

internal sealed record OldToken(string Key, string RefreshToken, string Server);

internal sealed class Migration(BiginConnections connections, IOptions<BiginOAuthOptions> options, TimeProvider clock)
{
    internal async Task<IReadOnlyDictionary<string, string>> RunAsync(IAsyncEnumerable<OldToken> tokens, CancellationToken cancellationToken)
    {
        var report = new ConcurrentDictionary<string, string>();
        var four = new ParallelOptions { MaxDegreeOfParallelism = 4, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(tokens, four, async (token, stop) => report[token.Key] = await ImportAsync(token, stop));
        return report;
    }

    private async Task<string> ImportAsync(OldToken old, CancellationToken cancellationToken)
    {
        if (!Uri.TryCreate(old.Server, UriKind.Absolute, out Uri? server) || options.Value.FindDataCenterByServer(server) is not { } dataCenter)
        {
            return "unknown server";
        }

        for (int tries = 1; ; tries++)
        {
            ConnectResult result = await connections.ImportAsync(old.Key, new RefreshToken(old.RefreshToken), dataCenter, cancellationToken: cancellationToken);
            if (result is ConnectFailed { Error: { IsTransient: true } error } && tries < 5)
            {
                await Task.Delay(error.RetryAfter ?? TimeSpan.FromSeconds(15 * tries), clock, cancellationToken);
                continue;
            }

            return result.Match(
                connected: it => $"connected to {it.Connection.Organization?.Name}",
                failed: it => it.Error.Kind is TokenErrorKind.InvalidRefreshToken ? "has to connect again" : $"failed: {it.Error.Kind}",
                refreshTokenMissing: _ => "no refresh token",
                differentOrganization: it => $"is connected to {it.Current.Organization?.Name} already, and the token is for {it.Picked?.Name}");
        }
    }
}

/// <summary>Reads the table of Zoho's C# SDK.</summary>
internal static class TokensOfZohosSdk
{
    internal static async IAsyncEnumerable<OldToken> ReadAsync(DbConnection database)
    {
        await using DbCommand select = database.CreateCommand();
        select.CommandText = "SELECT user_name, refresh_token, api_domain FROM oauthtoken WHERE refresh_token IS NOT NULL";
        await using DbDataReader rows = await select.ExecuteReaderAsync();
        while (await rows.ReadAsync())
        {
            yield return new OldToken(rows.GetString(0), rows.GetString(1), rows.GetString(2));
        }
    }
}
