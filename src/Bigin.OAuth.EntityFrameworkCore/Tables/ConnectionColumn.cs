using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Bigin.OAuth.EntityFrameworkCore;

/// <summary>Describes a column of the table of connections, with each facet that a host's conventions could set.</summary>
/// <param name="Property">The property of <see cref="ConnectionRow"/>.</param>
/// <param name="Type">The type of the values, without <see cref="Nullable{T}"/>.</param>
/// <param name="IsNullable">Whether the column holds <see langword="null"/>.</param>
/// <param name="MaxLength">The most characters of a text, or <see langword="null"/> where it isn't limited.</param>
/// <param name="IsCompared">Whether statements compare the text, so that the database has to do it by its bytes.</param>
internal sealed record ConnectionColumn(string Property, Type Type, bool IsNullable = false, int? MaxLength = null, bool IsCompared = false)
{
    internal const int MaxStampLength = 64;

    // "HasMaxLength: setting to -1 indicates no maximum length": an explicit value, which no convention replaces.
    private const int Unlimited = -1;

    internal static readonly IReadOnlyList<ConnectionColumn> All =
    [
        new(nameof(ConnectionRow.Key), typeof(string), MaxLength: ConnectionKey.MaxLength, IsCompared: true),
        new(nameof(ConnectionRow.ConcurrencyStamp), typeof(string), MaxLength: MaxStampLength, IsCompared: true),
        new(nameof(ConnectionRow.DataCenter), typeof(string)),
        new(nameof(ConnectionRow.EncryptedRefreshToken), typeof(string)),
        new(nameof(ConnectionRow.EncryptedAccessToken), typeof(string), IsNullable: true),
        new(nameof(ConnectionRow.AccessTokenExpiresAt), typeof(long), IsNullable: true),
        new(nameof(ConnectionRow.Scopes), typeof(string)),
        new(nameof(ConnectionRow.OrganizationId), typeof(string), IsNullable: true),
        new(nameof(ConnectionRow.OrganizationName), typeof(string), IsNullable: true),
        new(nameof(ConnectionRow.Status), typeof(int)),
        new(nameof(ConnectionRow.ConnectedAt), typeof(long)),
        new(nameof(ConnectionRow.RecentRefreshes), typeof(string)),
        new(nameof(ConnectionRow.LeaseOwner), typeof(string), IsNullable: true, MaxLength: MaxStampLength, IsCompared: true),
        new(nameof(ConnectionRow.LeaseUntil), typeof(long), IsNullable: true),
    ];

    /// <summary>Sets every facet explicitly: "explicit configuration" is the strongest source, and conventions don't replace it.</summary>
    internal void Pin(EntityTypeBuilder<ConnectionRow> row, string? collation)
    {
        PropertyBuilder property = row.Property(Property);
        property.IsRequired(!IsNullable).IsConcurrencyToken(false).ValueGeneratedNever();

        // The provider's own type for the CLR type, and no converter, also where the host has set others for all texts or numbers.
        IMutableProperty metadata = property.Metadata;
        metadata.SetColumnType(null);
        metadata.SetValueConverter((Microsoft.EntityFrameworkCore.Storage.ValueConversion.ValueConverter?)null);
        property.HasConversion(Type);
        metadata.SetDefaultValueSql(null);
        metadata.SetComputedColumnSql(null);
        metadata.SetDefaultValue(null);
        if (Type == typeof(string))
        {
            property.HasMaxLength(MaxLength ?? Unlimited).IsUnicode().IsFixedLength(false);
            metadata.SetCollation(IsCompared ? collation : null);
        }
    }
}
