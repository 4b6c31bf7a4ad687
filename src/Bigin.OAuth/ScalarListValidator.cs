using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace Bigin.OAuth;

/// <summary>
/// Refuses <c>"Scopes": "a,b"</c> and its like: the binder would silently ignore a single value where a list belongs,
/// and an ignored <c>AllowedDataCenters</c> would let every data center in.
/// </summary>
internal sealed class ScalarListValidator(IConfiguration configuration) : IValidateOptions<BiginOAuthOptions>
{
    private static readonly (string Setting, string FirstEntry)[] Lists =
    [
        (nameof(BiginOAuthOptions.Scopes), "Scopes:0"),
        (nameof(BiginOAuthOptions.AllowedDataCenters), "AllowedDataCenters:0"),
        (nameof(BiginOAuthOptions.DataCenters), "DataCenters:0:Id"),
        (nameof(BiginOAuthOptions.ClientSecrets), "ClientSecrets:eu"),
    ];

    public ValidateOptionsResult Validate(string? name, BiginOAuthOptions options)
    {
        string[] failures =
        [
            .. Lists.Where(list => !string.IsNullOrEmpty(configuration[list.Setting]))
                .Select(list => $"{list.Setting} is a single value in the configuration. Make it a list: the first entry is {list.FirstEntry}."),
        ];
        return failures.Length > 0 ? ValidateOptionsResult.Fail(failures) : ValidateOptionsResult.Success;
    }
}
