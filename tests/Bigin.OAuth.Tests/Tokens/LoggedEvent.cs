using System.Globalization;
using Microsoft.Extensions.Logging;

namespace Bigin.OAuth.Tests.Tokens;

/// <summary>What one call of a logger wrote.</summary>
/// <param name="Category">The category.</param>
/// <param name="Level">The level.</param>
/// <param name="Id">The id and the name of the event.</param>
/// <param name="Message">The formatted text.</param>
/// <param name="Texts">All of it as text, structured values, scopes and exception included.</param>
internal sealed record LoggedEvent(string Category, LogLevel Level, EventId Id, string Message, IReadOnlyList<string> Texts)
{
    internal static IEnumerable<string> TextsOf(object? state) => state is IEnumerable<KeyValuePair<string, object?>> values
        ? values.Select(value => string.Create(CultureInfo.InvariantCulture, $"{value.Key}={value.Value}")).Append(state.ToString() ?? "")
        : [state?.ToString() ?? ""];
}
