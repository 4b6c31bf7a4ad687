using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace Bigin.OAuth;

/// <summary>
/// Runs before the binder, which would answer an incomplete entry of <c>DataCenters</c> with an exception that names no setting.
/// </summary>
internal sealed class DataCenterEntryCheck(IConfiguration configuration) : IConfigureOptions<BiginOAuthOptions>
{
    private static readonly string[] Members = [nameof(DataCenter.Id), nameof(DataCenter.AccountsServer), nameof(DataCenter.ApiServer)];

    public void Configure(BiginOAuthOptions options)
    {
        string[] failures =
        [
            .. from entry in configuration.GetSection(nameof(BiginOAuthOptions.DataCenters)).GetChildren()
               from member in Members
               where string.IsNullOrEmpty(entry[member])
               select $"DataCenters:{entry.Key}:{member} is missing. Give each data center Id, AccountsServer and ApiServer.",
        ];
        if (failures.Length > 0)
        {
            throw new OptionsValidationException(Options.DefaultName, typeof(BiginOAuthOptions), failures);
        }
    }
}
