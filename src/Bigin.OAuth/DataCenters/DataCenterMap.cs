using System.Text;

namespace Bigin.OAuth;

/// <summary>
/// The closed map: the only servers that a code or a secret is ever sent to. A copy, so that later changes of the options don't reach it.
/// </summary>
internal sealed class DataCenterMap
{
    private readonly Entry[] _entries;

    /// <param name="options">Options that the validator has accepted.</param>
    internal DataCenterMap(BiginOAuthOptions options) =>
        _entries = [.. options.DataCenters.Select(dataCenter => new Entry(dataCenter, IsAllowed(options, dataCenter)))];

    internal DataCenter? FindById(ReadOnlySpan<char> id)
    {
        foreach (Entry entry in _entries)
        {
            if (Ascii.EqualsIgnoreCase(id, entry.DataCenter.Id))
            {
                return entry.DataCenter;
            }
        }

        return null;
    }

    // Bigin, "Multi DC": the accounts-server names the domain to get tokens from. It comes through the browser, so anyone can write it:
    // it counts only when it equals an entry, text against text. Parsing it as a Uri first would make equal what is not.
    internal DataCenter? FindByAccountsServer(ReadOnlySpan<char> accountsServer)
    {
        if (accountsServer is [.., '/'])
        {
            accountsServer = accountsServer[..^1];
        }

        foreach (Entry entry in _entries)
        {
            if (Ascii.EqualsIgnoreCase(accountsServer, entry.Origin) || Ascii.EqualsIgnoreCase(accountsServer, entry.OriginWithPort))
            {
                return entry.DataCenter;
            }
        }

        return null;
    }

    /// <summary>Finds the entry that is this data center: the same id and the same servers.</summary>
    internal DataCenter? Find(DataCenter dataCenter) =>
        FindById(dataCenter.Id) is { } entry
            && ServerOrigin.IsSame(entry.AccountsServer, dataCenter.AccountsServer)
            && ServerOrigin.IsSame(entry.ApiServer, dataCenter.ApiServer)
            ? entry
            : null;

    /// <summary>
    /// Finds the entry that is this data center, which the host has named. The entry is what is used, and not the argument that equals it.
    /// </summary>
    internal DataCenter FindOrThrow(DataCenter dataCenter, string parameterName) => Find(dataCenter)
        ?? throw new ArgumentException(
            $"Data center '{dataCenter}' with these servers is not an entry of {nameof(BiginOAuthOptions.DataCenters)}. "
            + $"Use an entry of it: {nameof(BiginOAuthOptions)}.{nameof(BiginOAuthOptions.FindDataCenter)} finds one by its id.",
            parameterName);

    internal bool IsAllowed(DataCenter dataCenter)
    {
        foreach (Entry entry in _entries)
        {
            if (entry.DataCenter == dataCenter && entry.IsAllowed)
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsAllowed(BiginOAuthOptions options, DataCenter dataCenter) =>
        options.AllowedDataCenters.Count == 0 || options.AllowedDataCenters.Contains(dataCenter.Id, StringComparer.OrdinalIgnoreCase);

    private sealed class Entry(DataCenter dataCenter, bool isAllowed)
    {
        internal DataCenter DataCenter { get; } = dataCenter;

        internal bool IsAllowed { get; } = isAllowed;

        internal string Origin { get; } = dataCenter.AccountsServer.GetLeftPart(UriPartial.Authority);

        internal string OriginWithPort { get; } =
            dataCenter.AccountsServer.GetComponents(
                UriComponents.Scheme | UriComponents.Host | UriComponents.StrongPort, UriFormat.UriEscaped);
    }
}
