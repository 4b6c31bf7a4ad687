using System.Collections.Concurrent;
using System.Data.Common;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Bigin.OAuth.Tests.Readme;

internal sealed record OldToken(string Key, string RefreshToken, string Server);

internal sealed class Migration(BiginConnections connections, IOptions<BiginOAuthOptions> options, TimeProvider clock)
{
    internal Task RunAsync(IAsyncEnumerable<OldToken> tokens, Action<string, string> report, CancellationToken cancellationToken)
    {
        var keys = new ConcurrentDictionary<string, bool>();
        var four = new ParallelOptions { MaxDegreeOfParallelism = 4, CancellationToken = cancellationToken };
        return Parallel.ForEachAsync(tokens, four, async (token, stop) =>
            report(token.Key, keys.TryAdd(token.Key, true) ? await ImportAsync(token, stop) : "this key came before, and was not imported again"));
    }

    private async Task<string> ImportAsync(OldToken old, CancellationToken cancellationToken)
    {
        if (!Uri.TryCreate(old.Server, UriKind.Absolute, out Uri? server) || options.Value.FindDataCenterByServer(server) is not { } dataCenter)
        {
            return "unknown server";
        }

        try
        {
            for (int tries = 1; ; tries++)
            {
                ConnectResult result = await connections.ImportAsync(old.Key, new RefreshToken(old.RefreshToken.Trim()), dataCenter, cancellationToken: cancellationToken);
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
        catch (BiginConnectionException exception)
        {
            return $"later: {exception.Reason}";
        }
        catch (ArgumentException exception)
        {
            return $"wrong row: {exception.ParamName}";
        }
    }
}

/// <summary>Reads the table of Zoho's C# SDK.</summary>
internal static class TokensOfZohosSdk
{
    internal static async IAsyncEnumerable<OldToken> ReadAsync(DbConnection database, string serverOfAll)
    {
        await using DbCommand select = database.CreateCommand();
        select.CommandText = "SELECT id, refresh_token, api_domain FROM oauthtoken WHERE refresh_token IS NOT NULL"; // without api_domain in older versions
        await using DbDataReader rows = await select.ExecuteReaderAsync();
        while (await rows.ReadAsync())
        {
            yield return new OldToken($"tenant-{rows.GetString(0)}", rows.GetString(1), await rows.IsDBNullAsync(2) ? serverOfAll : rows.GetString(2));
        }
    }
}

/// <summary>Runs a migration.</summary>
internal static class MigrationRun
{
    internal static async Task RunAsync(IHost host, DbConnection database)
    {
        await database.OpenAsync();
        var migration = new Migration(
            host.Services.GetRequiredService<BiginConnections>(), host.Services.GetRequiredService<IOptions<BiginOAuthOptions>>(), TimeProvider.System);
        await migration.RunAsync(
            TokensOfZohosSdk.ReadAsync(database, "https://www.zohoapis.com"), (key, outcome) => Console.WriteLine($"{key}: {outcome}"), CancellationToken.None);
    }
}
