using Microsoft.AspNetCore.Http;

namespace Bigin.OAuth.Emulator;

/// <summary>Finds the data centers by their ports, and the users by their addresses.</summary>
internal sealed class AccountDirectory(BiginEmulatorOptions options)
{
    // Bigin, "Multi DC": China is apart and must begin at its own accounts server; everywhere else Zoho moves the user to the right one.
    private const string Apart = "cn";

    private const long FirstZuid = 600_000_001;

    private readonly Dictionary<int, DataCenter> _byPort = [];

    internal IReadOnlyList<DataCenter> DataCenters { get; private set; } = [];

    internal void SetDataCenters(IReadOnlyList<DataCenter> dataCenters)
    {
        DataCenters = dataCenters;
        foreach (DataCenter dataCenter in dataCenters)
        {
            _byPort.Add(dataCenter.AccountsServer.Port, dataCenter);
        }
    }

    internal DataCenter GetDataCenter(HttpContext context) => _byPort[context.Connection.LocalPort];

    internal DataCenter GetDataCenter(EmulatorUser user) => DataCenters.Single(dataCenter => IsAt(user, dataCenter));

    internal EmulatorUser? FindUser(string? email) =>
        options.Users.FirstOrDefault(user => string.Equals(user.Email, email?.Trim(), StringComparison.OrdinalIgnoreCase));

    /// <summary>Gets the data centers between which Zoho moves a user.</summary>
    internal IEnumerable<DataCenter> GetLinked(DataCenter dataCenter) =>
        DataCenters.Where(other => IsApart(other.Id) == IsApart(dataCenter.Id));

    internal static bool IsApart(string dataCenter) => string.Equals(dataCenter, Apart, StringComparison.OrdinalIgnoreCase);

    /// <summary>Gets the number by which Zoho knows an account.</summary>
    internal long GetZuid(EmulatorUser user) => FirstZuid + options.Users.IndexOf(user);

    internal static bool IsAt(EmulatorUser user, DataCenter dataCenter) =>
        string.Equals(user.DataCenter, dataCenter.Id, StringComparison.OrdinalIgnoreCase);
}
