namespace Bigin.OAuth;

/// <summary>Checks the data centers of the options, and the settings that name one.</summary>
internal static class DataCenterSettings
{
    internal static IEnumerable<string> FindFailures(BiginOAuthOptions options) => [.. CheckEntries(options), .. CheckIds(options)];

    /// <summary>Gets the id as a part of a setting's name. What can't be an id may be a secret in the wrong place.</summary>
    internal static string ShowInPath(string id) => IsId(id) ? id : "…";

    private static IEnumerable<string> CheckEntries(BiginOAuthOptions options)
    {
        var ids = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var accountsServers = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        for (int i = 0; i < options.DataCenters.Count; i++)
        {
            string path = options.Registration.GetPath("DataCenters", options.DataCenters[i], i);
            if (options.DataCenters[i] is not { } dataCenter)
            {
                yield return $"{path} is missing. Remove it, or give it Id, AccountsServer and ApiServer.";
                continue;
            }

            if (!IsId(dataCenter.Id))
            {
                yield return $"{path}:Id is not 1 to 12 letters, digits or hyphens. Set it to the location that Zoho sends, such as us.";
            }
            else if (!ids.Add(dataCenter.Id))
            {
                yield return $"{path}:Id repeats the id {Show(dataCenter.Id)}. Remove the entry, or give it an id of its own; "
                    + $"{DefaultsStand}";
            }

            if (ServerOrigin.FindFlaw(dataCenter.AccountsServer) is { } accountsFlaw)
            {
                yield return $"{path}:AccountsServer {accountsFlaw}. {ServerOrigin.Expected}";
            }
            else if (!accountsServers.Add(dataCenter.AccountsServer.GetLeftPart(UriPartial.Authority)))
            {
                yield return $"{path}:AccountsServer is that of another entry. Remove the entry, or give it an accounts server of its "
                    + $"own; {DefaultsStand}";
            }

            if (ServerOrigin.FindFlaw(dataCenter.ApiServer) is { } apiFlaw)
            {
                yield return $"{path}:ApiServer {apiFlaw}. {ServerOrigin.Expected}";
            }
        }
    }

    private const string DefaultsStand = "those of DataCenter.All are in the list from the start.";

    private static IEnumerable<string> CheckIds(BiginOAuthOptions options)
    {
        string[] ids = [.. options.DataCenters.Select(dataCenter => dataCenter?.Id).OfType<string>().Where(IsId)];
        string fix = $"{(ids.Length > 0 ? $"Use one of: {string.Join(", ", ids)}; or add" : "Add")} an entry to DataCenters.";
        if (options.FindDataCenter(options.HomeDataCenter) is null)
        {
            yield return $"HomeDataCenter names {Show(options.HomeDataCenter)}, which is not in DataCenters. {fix}";
        }

        for (int i = 0; i < options.AllowedDataCenters.Count; i++)
        {
            if (options.FindDataCenter(options.AllowedDataCenters[i]) is null)
            {
                yield return $"{options.Registration.GetPath("AllowedDataCenters", options.AllowedDataCenters[i], i)} names "
                    + $"{Show(options.AllowedDataCenters[i])}, which is not in DataCenters. {fix}";
            }
        }

        foreach (string id in options.ClientIds.Keys.Where(id => options.FindDataCenter(id) is null))
        {
            yield return $"ClientIds has a client id for {Show(id)}, which is not in DataCenters. {fix}";
        }

        foreach (string id in options.ClientSecrets.Keys.Where(id => options.FindDataCenter(id) is null))
        {
            yield return $"ClientSecrets has a secret for {Show(id)}, which is not in DataCenters. {fix}";
        }
    }

    // Zoho's are two to four letters.
    private static bool IsId(string? id) => id is { Length: > 0 and <= 12 } && id.All(c => char.IsAsciiLetterOrDigit(c) || c == '-');

    // What can't be an id may be a secret in the wrong place.
    private static string Show(string? id) => string.IsNullOrEmpty(id) ? "no id" : IsId(id) ? $"'{id}'" : "something that can't be an id";
}
