using System.Globalization;

namespace ConnectBigin;

/// <summary>Says in a customer's words what Bigin and the settings name by codes. A code that isn't known here is shown as it is.</summary>
internal static class PlainWords
{
    internal static string DescribeDataCenter(string id) => id.ToUpperInvariant() switch
    {
        "US" => "United States",
        "EU" => "Europe",
        "IN" => "India",
        "AU" => "Australia",
        "JP" => "Japan",
        "CN" => "China",
        "SA" => "Saudi Arabia",
        "CA" => "Canada",
        "UK" => "United Kingdom",
        _ => id,
    };

    /// <summary>Describes what a scope such as <c>ZohoBigin.modules.contacts.READ</c> lets this application do.</summary>
    internal static string DescribeScope(string scope)
    {
        if (scope.Split('.') is not ["ZohoBigin", .., { } subject, { } operation])
        {
            return scope;
        }

        string verb = operation.ToUpperInvariant() switch
        {
            "READ" => "See",
            "CREATE" => "Create",
            "WRITE" or "UPDATE" => "Change",
            "DELETE" => "Delete",
            _ => "See, create, change and delete",
        };
        string subjects = subject switch
        {
            "org" => "the details of the organization",
            "modules" => "all records",
            "accounts" => "companies",
            _ => subject.Replace('_', ' '),
        };
        return $"{verb} {subjects}";
    }

    internal static string DescribeCountry(string code)
    {
        try
        {
            return new RegionInfo(code).EnglishName;
        }
        catch (ArgumentException)
        {
            return code;
        }
    }

    /// <summary>Describes a time zone such as <c>Asia/Kolkata</c> by its city and its difference from UTC.</summary>
    internal static string DescribeTimeZone(string id)
    {
        string place = id[(id.LastIndexOf('/') + 1)..].Replace('_', ' ');
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(id, out TimeZoneInfo? zone))
        {
            return place;
        }

        TimeSpan offset = zone.BaseUtcOffset;
        char sign = offset < TimeSpan.Zero ? '-' : '+';
        string difference = offset == TimeSpan.Zero ? "UTC" : string.Create(CultureInfo.InvariantCulture, $"UTC{sign}{offset:hh\\:mm}");
        return id.StartsWith("Etc/", StringComparison.Ordinal) ? difference : $"{place} ({difference})";
    }
}
