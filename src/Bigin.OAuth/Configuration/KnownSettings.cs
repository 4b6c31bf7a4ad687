namespace Bigin.OAuth;

/// <summary>The names that a configuration section may hold, by the shape of what belongs there.</summary>
internal static class KnownSettings
{
    // And at most half of the name's length: two edits make any name of two letters of "Id".
    private const int MaxEdits = 2;

    /// <summary>Gets the settings that are one value.</summary>
    internal static string[] Values { get; } =
    [
        nameof(BiginOAuthOptions.ClientType),
        nameof(BiginOAuthOptions.ClientId),
        nameof(BiginOAuthOptions.ClientSecret),
        nameof(BiginOAuthOptions.RedirectUri),
        nameof(BiginOAuthOptions.AccessType),
        nameof(BiginOAuthOptions.ForceConsent),
        nameof(BiginOAuthOptions.UsePkce),
        nameof(BiginOAuthOptions.HomeDataCenter),
        nameof(BiginOAuthOptions.AuthorizationCodeLifetime),
        nameof(BiginOAuthOptions.ConnectionRecheckInterval),
        nameof(BiginOAuthOptions.ReplacedTokenRevocation),
    ];

    /// <summary>Gets the settings that are lists, or values by data center, each with the name of a first entry.</summary>
    internal static (string Name, string FirstEntry)[] Lists { get; } =
    [
        (nameof(BiginOAuthOptions.Scopes), "Scopes:0"),
        (nameof(BiginOAuthOptions.AllowedDataCenters), "AllowedDataCenters:0"),
        (nameof(BiginOAuthOptions.DataCenters), "DataCenters:0:Id"),
        (nameof(BiginOAuthOptions.ClientIds), "ClientIds:cn"),
        (nameof(BiginOAuthOptions.ClientSecrets), "ClientSecrets:eu"),
    ];

    /// <summary>Gets the members of an entry of <see cref="BiginOAuthOptions.DataCenters"/>.</summary>
    internal static string[] DataCenterMembers { get; } =
        [nameof(DataCenter.Id), nameof(DataCenter.AccountsServer), nameof(DataCenter.ApiServer)];

    /// <summary>Gets the name under which a host may keep refresh tokens in the same section.</summary>
    internal const string Connections = "Connections";

    /// <summary>Gets every name that the section may hold.</summary>
    internal static string[] Names { get; } = [.. Values, .. Lists.Select(list => list.Name), Connections];

    /// <summary>Finds the known name that another one is probably meant to be, or null where none is near.</summary>
    internal static string? FindNearest(string name, IEnumerable<string> knownNames) =>
        knownNames.Select(known => (Known: known, Edits: CountEdits(name.ToUpperInvariant(), known.ToUpperInvariant())))
            .Where(it => it.Edits <= Math.Min(MaxEdits, name.Length / 2))
            .OrderBy(it => it.Edits)
            .FirstOrDefault().Known;

    // The Levenshtein distance: how many characters have to be added, removed or replaced.
    private static int CountEdits(string left, string right)
    {
        int[] previous = [.. Enumerable.Range(0, right.Length + 1)];
        for (int i = 1; i <= left.Length; i++)
        {
            int[] current = new int[right.Length + 1];
            current[0] = i;
            for (int j = 1; j <= right.Length; j++)
            {
                int replaced = previous[j - 1] + (left[i - 1] == right[j - 1] ? 0 : 1);
                current[j] = Math.Min(replaced, Math.Min(previous[j], current[j - 1]) + 1);
            }

            previous = current;
        }

        return previous[right.Length];
    }
}
