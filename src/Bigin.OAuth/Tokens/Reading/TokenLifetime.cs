using System.Globalization;
using System.Text.Json;

namespace Bigin.OAuth;

/// <summary>Reads how long an access token lives, in the shapes that Zoho has sent it in.</summary>
internal static class TokenLifetime
{
    // Zoho Accounts, "Access token": an access token is valid for one hour.
    private static readonly TimeSpan Default = TimeSpan.FromHours(1);

    private static readonly TimeSpan MaxLifetime = TimeSpan.FromDays(1);

    /// <param name="expiresIn">Seconds; milliseconds in the old shape, which has <paramref name="expiresInSec"/> beside it.</param>
    /// <param name="expiresInSec">Seconds, in the old shape only.</param>
    internal static TimeSpan Read(JsonElement expiresIn, JsonElement expiresInSec)
    {
        double? value = Number(expiresIn);
        double? seconds = TokenResponseJson.IsAbsent(expiresInSec) && value <= MaxLifetime.TotalSeconds ? value : value / 1000;
        return seconds switch
        {
            null or <= 0 or double.NaN => Default,
            _ when seconds > MaxLifetime.TotalSeconds => MaxLifetime,
            _ => TimeSpan.FromSeconds(seconds.Value),
        };
    }

    private static double? Number(JsonElement member) => member.ValueKind switch
    {
        JsonValueKind.Number when member.TryGetDouble(out double number) => number,
        JsonValueKind.String when TokenResponseJson.GetText(member) is { } text
            && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) => number,
        _ => null,
    };
}
