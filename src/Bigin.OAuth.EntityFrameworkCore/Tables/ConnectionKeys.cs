using Microsoft.EntityFrameworkCore.Metadata;

namespace Bigin.OAuth.EntityFrameworkCore;

/// <summary>Keeps keys ordinal and case-sensitive on every database.</summary>
internal static class ConnectionKeys
{
    /// <summary>
    /// Chooses the collation of compared columns, or null where the database compares bytes by itself (SQLite) or is not known.
    /// </summary>
    /// <remarks>
    /// A <see cref="Microsoft.EntityFrameworkCore.ModelBuilder"/> does not tell the provider, but the providers' own conventions have
    /// marked its model
    /// before <c>OnModelCreating</c> runs, with the annotations that every migration of theirs carries.
    /// </remarks>
    internal static string? GetCollation(IReadOnlyModel model) =>
        model.FindAnnotation("SqlServer:ValueGenerationStrategy") is not null ? "Latin1_General_100_BIN2"
        : model.FindAnnotation("Npgsql:ValueGenerationStrategy") is not null ? "C"
        : null;

    /// <summary>Gets a value indicating whether a database with this collation takes no text for another.</summary>
    internal static bool IsOrdinal(string? collation, string? provider) => provider switch
    {
        DatabaseProviders.Sqlite => collation is null or "BINARY",
        DatabaseProviders.PostgreSql => collation is null or "C" or "POSIX",
        DatabaseProviders.SqlServer => collation?.EndsWith("_BIN2", StringComparison.OrdinalIgnoreCase) == true,
        _ => collation is not null, // this library can't judge it, but the host has thought about it
    };

    /// <summary>Refuses a key that the database could not keep, or not apart from another.</summary>
    internal static void Check(string key, string? provider)
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        if (key.Length > ConnectionKey.MaxLength)
        {
            throw new ArgumentException($"A key has at most {ConnectionKey.MaxLength} characters.", nameof(key));
        }

        // PostgreSQL keeps no U+0000, and half a surrogate pair has no encoding: SQLite would keep U+FFFD for each.
        if (key.Contains('\0', StringComparison.Ordinal) || !ConnectionKey.IsUnicode(key))
        {
            throw new ArgumentException("A key holds no U+0000 and no half of a surrogate pair.", nameof(key));
        }

        // "SQL Server follows the ANSI/ISO SQL-92 specification on how to compare strings with spaces": 'a' equals 'a ' in every collation.
        // https://learn.microsoft.com/sql/t-sql/language-elements/string-comparison-assignment
        if (provider == DatabaseProviders.SqlServer && key.EndsWith(' '))
        {
            throw new ArgumentException(
                "A key does not end with a space on SQL Server, which compares text without its trailing spaces.", nameof(key));
        }
    }
}
