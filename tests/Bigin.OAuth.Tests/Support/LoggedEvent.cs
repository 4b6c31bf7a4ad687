using System.Globalization;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;

namespace Bigin.OAuth.Tests;

/// <summary>What one call of a logger wrote.</summary>
internal sealed class LoggedEvent(FakeLogRecord record)
{
    internal string Category => record.Category!;

    internal LogLevel Level => record.Level;

    internal EventId Id => record.Id;

    internal string Message => record.Message;

    /// <summary>Gets level, category and message.</summary>
    internal string Line => $"{Level} {Category}: {Message}";

    /// <summary>Gets all of it as text: structured values, scopes and exception included.</summary>
    internal IReadOnlyList<string> Texts =>
    [
        Category,
        Id.Name ?? "",
        Message,
        record.Exception?.ToString() ?? "",
        .. GetTexts(record.State),
        .. record.Scopes.SelectMany(GetTexts),
    ];

    /// <summary>Gets <see cref="Line"/> and <see cref="Texts"/> in one.</summary>
    internal string Everything => string.Join('\n', Texts.Prepend(Line));

    public override string ToString() => Everything;

    // What a logger was given as structured values is a list of pairs, which the recorder has as texts by then.
    private static IEnumerable<string> GetTexts(object? state) => state switch
    {
        IEnumerable<KeyValuePair<string, string?>> values => values.Select(value => $"{value.Key}={value.Value}"),
        IEnumerable<KeyValuePair<string, object?>> values => values
            .Select(value => string.Create(CultureInfo.InvariantCulture, $"{value.Key}={value.Value}")).Append(state.ToString() ?? ""),
        _ => [state?.ToString() ?? ""],
    };
}
