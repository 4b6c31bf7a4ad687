using System.Security.Cryptography.X509Certificates;
using Bigin.OAuth.EntityFrameworkCore;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Bigin.OAuth.Tests.Readme;

/// <summary>The code of docs/storage.md, as it is there.</summary>
internal static class StorageGuide
{
    internal static void KeepInAFile(IServiceCollection services, IConfiguration configuration)
    {
        services.AddPooledDbContextFactory<BiginConnectionsDbContext>(options => options.UseSqlite("Data Source=bigin.db"));
        services.AddBiginOAuth(configuration.GetSection("Bigin")).PersistConnectionsToDbContext<BiginConnectionsDbContext>();
        services.AddDataProtection()
            .SetApplicationName("invoices")
            .PersistKeysToFileSystem(new DirectoryInfo("keys"));
    }

    internal static void KeepInAnotherFile(IServiceCollection services, IConfiguration configuration, string folder)
    {
        KeepInAFile(services, configuration);
        services.AddPooledDbContextFactory<BiginConnectionsDbContext>(options => options.UseSqlite($"Data Source={Path.Combine(folder, "bigin.db")}"));
        services.AddDataProtection().PersistKeysToFileSystem(new DirectoryInfo(folder));
    }

    internal static void KeepBesideTheHostsTables(IServiceCollection services, IConfiguration configuration, X509Certificate2 certificate)
    {
        services.AddPooledDbContextFactory<AppDbContext>(options =>
            options.UseNpgsql(configuration.GetConnectionString("App"), postgres => postgres.EnableRetryOnFailure()));
        services.AddBiginOAuth(configuration.GetSection("Bigin")).PersistConnectionsToDbContext<AppDbContext>();
        services.AddDataProtection()
            .SetApplicationName("invoices")
            .PersistKeysToFileSystem(new DirectoryInfo("/mnt/shared/keys"))
            .ProtectKeysWithCertificate(certificate);
    }

    internal sealed class AppDbContext(DbContextOptions<AppDbContext> options) : DbContext(options)
    {
        protected override void OnModelCreating(ModelBuilder modelBuilder)
        {
            modelBuilder.UseBiginConnections();
        }
    }

    internal sealed class IntegrationContext(DbContextOptions<IntegrationContext> options) : DbContext(options)
    {
        protected override void OnModelCreating(ModelBuilder modelBuilder)
        {
            modelBuilder.UseBiginConnections(table: "bigin_connections", schema: "integration");
        }
    }
}
