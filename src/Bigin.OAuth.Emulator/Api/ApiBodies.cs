using System.Globalization;
using System.Text.Json.Nodes;

namespace Bigin.OAuth.Emulator;

/// <summary>Creates the bodies of the Bigin API for organizations and users.</summary>
internal sealed class ApiBodies(BiginEmulatorOptions options, AccountDirectory directory, EmulatorClock clock)
{
    private static readonly TimeSpan Trial = TimeSpan.FromDays(15);

    // The fields, their order and most values are those of a captured response.
    internal JsonObject Organization(Grant grant)
    {
        EmulatorOrganization organization = grant.Organization;
        EmulatorUser primary = options.Users.FirstOrDefault(user => user.Organizations.Any(x => x.Id == organization.Id)) ?? grant.User;
        return new JsonObject
        {
            ["org"] = new JsonArray(new JsonObject
            {
                ["country"] = null,
                ["hierarchy_preferences"] = new JsonObject { ["type"] = "Role_Hierarchy" },
                ["photo_id"] = null,
                ["city"] = null,
                ["description"] = null,
                ["mc_status"] = false,
                ["gapps_enabled"] = false,
                ["lite_users_enabled"] = false,
                ["domain_name"] = $"org{organization.Id}",
                ["translation_enabled"] = false,
                ["street"] = null,
                ["alias"] = null,
                ["currency"] = "US Dollar - USD",
                ["deletable_org_account"] = true,
                ["id"] = LongId(organization),
                ["state"] = null,
                ["fax"] = null,
                ["employee_count"] = null,
                ["zip"] = null,
                ["website"] = null,
                ["currency_symbol"] = "$",
                ["mobile"] = null,
                ["currency_locale"] = "USD",
                ["primary_zuid"] = Zuid(primary),
                ["zia_portal_id"] = null,
                ["time_zone"] = "Etc/UTC",
                ["zgid"] = organization.Id,
                ["country_code"] = "US",
                ["license_details"] = new JsonObject
                {
                    ["paid_expiry"] = null,
                    ["users_license_purchased"] = 20,
                    ["trial_type"] = "biginpremier",
                    ["trial_expiry"] = (clock.GetUtcNow() + Trial).ToString("yyyy-MM-ddTHH:mm:sszzz", CultureInfo.InvariantCulture),
                    ["paid"] = false,
                    ["paid_type"] = "free",
                    ["portal_users_license_purchased"] = 0,
                },
                ["phone"] = null,
                ["company_name"] = organization.Name,
                ["privacy_settings"] = false,
                ["primary_email"] = primary.Email,
                ["hipaa_compliance_enabled"] = false,
                ["iso_code"] = "USD",
            }),
        };
    }

    internal JsonObject CurrentUser(Grant grant) => new() { ["users"] = new JsonArray(Describe(grant.User)) };

    /// <summary>Creates a list of users in Bigin's envelope.</summary>
    internal JsonObject Users(IReadOnlyCollection<EmulatorUser> users) => new()
    {
        ["users"] = new JsonArray([.. users.Select(Describe)]),
        ["info"] = new JsonObject { ["per_page"] = 200, ["count"] = users.Count, ["page"] = 1, ["more_records"] = false },
    };

    private JsonObject Describe(EmulatorUser user) => new()
    {
        ["id"] = $"{Zuid(user)}0000021001",
        ["full_name"] = user.Name,
        ["email"] = user.Email,
        ["zuid"] = Zuid(user),
        ["status"] = "active",
    };

    // In the captured response the id has 19 digits and the zgid 9.
    private static string LongId(EmulatorOrganization organization) => $"{organization.Id}0000020005";

    private string Zuid(EmulatorUser user) => directory.GetZuid(user).ToString(CultureInfo.InvariantCulture);
}
