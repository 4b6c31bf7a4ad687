using System.Globalization;

namespace Bigin.OAuth.Emulator;

/// <summary>Writes the values of the <c>Retry-After</c> header.</summary>
internal static class RetryAfter
{
    // RFC 9110 section 10.2.3: Retry-After = HTTP-date / delay-seconds. https://www.rfc-editor.org/rfc/rfc9110#section-10.2.3
    internal static string Format(TimeSpan delay)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(delay, TimeSpan.Zero);
        return ((long)Math.Ceiling(delay.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
    }

    internal static string Format(DateTimeOffset date) => date.ToUniversalTime().ToString("R", CultureInfo.InvariantCulture);
}
