using System.Linq.Expressions;
using Bigin.OAuth.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Metadata.Conventions;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Bigin.OAuth.Tests.Connections.Store;

/// <summary>A host's context with every convention that hosts have for all of their tables, and none of which asks whose table it is.</summary>
public sealed class RudeContext(DbContextOptions<RudeContext> options) : DbContext(options)
{
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.Properties<string>().HaveMaxLength(20).AreUnicode(false).AreFixedLength().HaveConversion<Brackets>().UseCollation(Database.IsNpgsql() ? "und-x-icu" : "NOCASE").HaveColumnType("varchar(20)");
        configurationBuilder.Properties<long>().HaveConversion<string>().HavePrecision(3);
        configurationBuilder.Properties<int>().HaveConversion<string>();
        configurationBuilder.Conventions.Add(_ => new LimitsEverything());
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.HasDefaultSchema("rude");
        modelBuilder.Owned<Price>();
        modelBuilder.UseBiginConnections();
        foreach (IMutableEntityType type in modelBuilder.Model.GetEntityTypes().ToArray())
        {
            EntityTypeBuilder entity = modelBuilder.Entity(type.ClrType);
            entity.Property<DateTime>("CreatedAt").HasDefaultValueSql("CURRENT_TIMESTAMP");
            entity.Property<bool>("IsDeleted").HasDefaultValue(false);
            entity.Property<string?>("TenantId");
            entity.Property<string>("ChangedBy").HasDefaultValue("x").IsConcurrencyToken();
            entity.Property<Guid?>("Etag").IsConcurrencyToken();
            entity.HasIndex("TenantId");
            entity.HasDiscriminator<string>("Kind").IsComplete(false).HasValue(type.ClrType.Name); // a query asks for the value
            entity.Property<string>("Kind").HasDefaultValue(type.ClrType.Name);
            entity.HasQueryFilter(Expression.Lambda(Expression.Constant(false), Expression.Parameter(type.ClrType)));
        }

        // Another entity type in the same table, with what it owns. EF Core lets no column of JSON into a table that is shared.
        string? collation = modelBuilder.Entity<ConnectionRow>().Property(x => x.Key).Metadata.GetCollation();
        modelBuilder.Entity<Note>(note =>
        {
            note.ToTable("BiginConnections").HasKey(x => x.Key);
            MapToKey(note.Property(x => x.Key));
            note.HasOne<ConnectionRow>().WithOne().HasForeignKey<Note>(x => x.Key);
            note.OwnsOne(x => x.Price, price => MapToKey(price.Property<string>("NoteKey")));
        });

        IMutableEntityType[] types = [.. modelBuilder.Model.GetEntityTypes()];
        if (Database.IsSqlServer())
        {
            foreach (IMutableEntityType type in types)
            {
                type.SetIsTemporal(true);
            }
        }

        // The names that EFCore.NamingConventions would give.
        foreach (IMutableProperty property in types.SelectMany(type => type.GetProperties().Where(property => !type.IsOwned() || !property.IsPrimaryKey())).ToArray())
        {
            property.SetColumnName(string.Concat(property.Name.Select((letter, i) => char.IsUpper(letter) ? $"{(i > 0 ? "_" : "")}{char.ToLowerInvariant(letter)}" : $"{letter}")));
        }

        void MapToKey(PropertyBuilder key)
        {
            key.IsConcurrencyToken(false).ValueGeneratedNever().HasMaxLength(200).IsUnicode().IsFixedLength(false).HasConversion<string>();
            key.Metadata.SetColumnType(null);
            key.Metadata.SetCollation(collation);
        }
    }

    /// <summary>Sets, when the model is complete, everything that is not set explicitly.</summary>
    private sealed class LimitsEverything : IModelFinalizingConvention
    {
        public void ProcessModelFinalizing(IConventionModelBuilder modelBuilder, IConventionContext<IConventionModelBuilder> context)
        {
            foreach (IConventionProperty property in modelBuilder.Metadata.GetEntityTypes().SelectMany(type => type.GetProperties()).Where(property => property.ClrType == typeof(string)).ToArray())
            {
                property.Builder.HasMaxLength(20);
                property.Builder.IsUnicode(false);
                property.Builder.IsRequired(false);
                property.Builder.IsConcurrencyToken(true);
            }
        }
    }

    private sealed class Brackets() : ValueConverter<string, string>(text => $"<{text}>", text => text.Substring(1, text.Length - 2));

    private sealed class Note
    {
        public string Key { get; set; } = "";

        public int Stars { get; set; }

        public Price? Price { get; set; }
    }

    private sealed class Price
    {
        public decimal Amount { get; set; }

        public string Currency { get; set; } = "";
    }
}
