using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Bigin.OAuth.EntityFrameworkCore;

/// <summary>Refuses a context whose model can't keep connections, before any user spends a code on it. No database is asked.</summary>
internal static class ConnectionModelCheck
{
    /// <summary>Checks the model of a context.</summary>
    /// <exception cref="InvalidOperationException">The model can't keep connections. The message lists every reason with its
    /// fix.</exception>
    internal static void Check(DbContext context)
    {
        string name = context.GetType().Name;
        if (!context.Database.IsRelational())
        {
            throw new InvalidOperationException(
                $"{name} uses {context.Database.ProviderName}, which is not a relational database. " +
                "Use SQLite with a file: it needs no server.");
        }

        // The model that queries use has lost collations and defaults.
        IModel model = context.GetService<IDesignTimeModel>().Model;
        if (model.FindEntityType(typeof(ConnectionRow)) is not { } row)
        {
            throw new InvalidOperationException(
                $"{name} does not map the table of Bigin connections. " +
                "Call modelBuilder.UseBiginConnections() in its OnModelCreating, and add a migration.");
        }

        string[] faults = [.. StaleColumns(row, context.Model), .. FindFaults(row, context.Database.ProviderName)];
        if (faults.Length > 0)
        {
            throw new InvalidOperationException(
                string.Join($"{Environment.NewLine}- ", [$"The model of {name} can't keep Bigin connections:", .. faults]));
        }
    }

    // A compiled model is as old as its files, and OnModelCreating may say something else by now.
    private static IEnumerable<string> StaleColumns(IEntityType row, IModel used) => ConnectionColumn.All
        .Select(column => row.FindProperty(column.Property)?.GetColumnName())
        .Except(
            ConnectionColumn.All.Select(column =>
            used.FindEntityType(typeof(ConnectionRow))?.FindProperty(column.Property)?.GetColumnName()))
        .Select(column => $"The compiled model doesn't map the column {column}. Run dotnet ef dbcontext optimize again.");

    private static IEnumerable<string> FindFaults(IEntityType row, string? provider)
    {
        if (row.GetTableMappings().FirstOrDefault()?.Table is not { } table)
        {
            return [$"{row.DisplayName()} is mapped to no table. Call UseBiginConnections after what maps it elsewhere."];
        }

        string[] key = [.. row.FindPrimaryKey()?.Properties.Select(property => property.Name) ?? []];
        IEnumerable<string> wrongKey = key is [nameof(ConnectionRow.Key)] ? [] :
        [
            $"The primary key of {table.Name} has to be the column {nameof(ConnectionRow.Key)} and no other. " +
            $"Leave the entity type {row.DisplayName()} out of what sets keys for all entity types.",
        ];
        return
        [
            .. wrongKey,
            .. SplitFaults(row, table),
            .. DiscriminatorFaults(row, table),
            .. ConnectionColumn.All.Select(column => FindFault(column, row, table, provider)).OfType<string>(),
            .. table.Columns.Where(column => !IsOurs(column, row) && !IsFilledByTheDatabase(column, provider)).Select(column =>
                $"The column {column.Name} of {table.Name} isn't one of the library's, is required and has no default. Give it a default " +
                "(HasDefaultValue, HasDefaultValueSql), make it nullable, or leave the entity type " +
                $"{row.DisplayName()} out of what adds it."),
        ];
    }

    // A query of EF Core joins the tables, and the library inserts into one of them.
    private static IEnumerable<string> SplitFaults(IEntityType row, ITable table) =>
        row.GetMappingFragments(StoreObjectType.Table).Select(fragment =>
            $"{row.DisplayName()} is split over {table.Name} and {fragment.StoreObject.Name}. Leave it out of what splits entity types.");

    // A query of EF Core may ask for the value, and the library's inserts leave the column to its default.
    private static IEnumerable<string> DiscriminatorFaults(IEntityType row, ITable table) =>
        row.FindDiscriminatorProperty() is { } property && !Equals(property.GetDefaultValue(), row.GetDiscriminatorValue())
            ?
            [
                $"The column {property.GetColumnName()} of {table.Name} is a discriminator, so its default has to be its value. " +
                $"Set both, such as HasValue and HasDefaultValue to \"bigin\", or leave {row.DisplayName()} out of what sets "
                + "discriminators.",
            ]
            : [];

    private static string? FindFault(ConnectionColumn column, IEntityType row, ITable table, string? provider)
    {
        if (row.FindProperty(column.Property) is not { } property
            || property.GetColumnName(StoreObjectIdentifier.Table(table.Name, table.Schema)) is not { } name)
        {
            return $"The property {column.Property} is mapped to no column. Call UseBiginConnections after what ignores it.";
        }

        string? fault =
            property.GetTypeMapping().Converter is not null ? "has a value converter, so the store can't read and compare it" :
            property.IsColumnNullable() != column.IsNullable ? $"has to be {(column.IsNullable ? "nullable" : "required")}" :
            property.GetComputedColumnSql() is not null ? "is computed, so the store can't write it" :
            IsTooShort(column, property) ? LengthFault(column, property) :
            provider == DatabaseProviders.SqlServer && IsNotUnicode(column, property) ? "has to be Unicode (nvarchar)" :
            MayIgnoreCase(column, property, provider) ? CollationFault(property.GetCollation()) :
            null;
        return fault is null ? null :
            $"The column {name} of {table.Name} {fault}. Leave {row.DisplayName()} out of what sets it, or set it in OnModelCreating " +
            $"after UseBiginConnections: modelBuilder.Entity<{row.DisplayName()}>().Property(row => row.{column.Property}).";
    }

    // Stamps and lease owners are random digits, which every collation keeps apart unless the host has chosen one that is known not to.
    private static bool MayIgnoreCase(ConnectionColumn column, IProperty property, string? provider) =>
        column.IsCompared
        && !ConnectionKeys.IsOrdinal(property.GetCollation(), provider)
        && (column.Property == nameof(ConnectionRow.Key) || DatabaseProviders.IsKnown(provider));

    private static bool IsTooShort(ConnectionColumn column, IProperty property) =>
        column.Type == typeof(string) && property.GetRelationalTypeMapping().Size is > 0 and var size && !(size >= column.MaxLength);

    // The others have no text that isn't Unicode.
    private static bool IsNotUnicode(ConnectionColumn column, IProperty property) =>
        column.Type == typeof(string) && !property.GetRelationalTypeMapping().IsUnicode;

    private static string LengthFault(ConnectionColumn column, IProperty property) =>
        string.Create(CultureInfo.InvariantCulture, $"holds {property.GetRelationalTypeMapping().Size} characters, and has to hold ") +
        (column.MaxLength?.ToString(CultureInfo.InvariantCulture) ?? "any number of them");

    private static string CollationFault(string? collation) =>
        $"has {(collation is null ? "no collation" : $"the collation {collation}")}, so the database may take one text for another, " +
        "and needs a collation that compares bytes (UseCollation)";

    // The discriminator isn't the library's, and is judged by a rule of its own.
    private static bool IsOurs(IColumn column, IEntityType row) =>
        column.PropertyMappings.Select(mapping => mapping.Property).Any(property =>
            property == row.FindDiscriminatorProperty()
            || (property.DeclaringType == row && ConnectionColumn.All.Any(own => own.Property == property.Name)));

    private static bool IsFilledByTheDatabase(IColumn column, string? provider) =>
        column.IsNullable || column.TryGetDefaultValue(out _) || column.DefaultValueSql is not null || column.ComputedColumnSql is not null
        || (provider != DatabaseProviders.Sqlite && column.PropertyMappings.Any(mapping => IsGenerated(mapping.Property, provider)));

    // Row versions (PostgreSQL has only its own column xmin), the periods of temporal tables, and identity columns, whose strategies are
    // named IdentityColumn, SerialColumn and so on. The others, such as HiLo, ask the database before they insert. SQLite has none of them
    // beside its primary keys.
    private static bool IsGenerated(IProperty property, string? provider) =>
        (property.ValueGenerated is ValueGenerated.OnAddOrUpdate
            && (provider != DatabaseProviders.PostgreSql || property.GetColumnType() == "xid"))
        || property.GetAnnotations().Any(annotation =>
            annotation.Name.EndsWith(":ValueGenerationStrategy", StringComparison.Ordinal)
            && annotation.Value?.ToString()?.EndsWith("Column", StringComparison.Ordinal) == true);
}
