using Bigin.OAuth.EntityFrameworkCore;
using Bigin.OAuth.Tool.Output;
using Bigin.OAuth.Tool.Settings;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Bigin.OAuth.Tool.Store;

/// <summary>
/// Registers where connections are kept: in the person's profile, in the database of a program, or in memory beside an emulator of this
/// process.
/// </summary>
internal static class ConnectionStorage
{
    /// <summary>Registers the store.</summary>
    /// <returns>A description of the place for a person.</returns>
    internal static string Add(BiginOAuthBuilder builder, ToolSettings settings, IConfiguration configuration, CommandConsole console)
    {
        if (settings.UsesOwnEmulator)
        {
            return "memory, until this command ends";
        }

        return settings.Database is null
            ? AddProfile(builder, ProfileFolder.Prepare(settings, console))
            : AddHostDatabase(builder, settings, configuration);
    }

    private static string AddProfile(BiginOAuthBuilder builder, ProfileFolder profile)
    {
        IDataProtectionBuilder protection = builder.Services.AddDataProtection()
            .SetApplicationName(BiginCommand.Name)
            .PersistKeysToFileSystem(new DirectoryInfo(profile.KeyRing));
        if (OperatingSystem.IsWindows())
        {
            protection.ProtectKeysWithDpapi();
        }

        string connectionString = new SqliteConnectionStringBuilder { DataSource = profile.DatabaseFile }.ConnectionString;
        builder.Services.AddPooledDbContextFactory<BiginConnectionsDbContext>(options => options.UseSqlite(connectionString));
        builder.PersistConnectionsToDbContext<BiginConnectionsDbContext>();
        return profile.Path;
    }

    private static string AddHostDatabase(BiginOAuthBuilder builder, ToolSettings settings, IConfiguration configuration)
    {
        var ring = new DirectoryInfo(settings.KeyRing!);
        if (!ring.Exists)
        {
            throw new CommandException(ExitCode.Configuration, $"There is no key ring {ring.FullName}. Correct --key-ring.");
        }

        // The ring is the program's: a wrong folder must not get a key, which would make tokens that the program can't read.
        builder.Services.AddDataProtection().SetApplicationName(settings.ApplicationName!).PersistKeysToFileSystem(ring)
            .DisableAutomaticKeyGeneration();
        builder.Services.AddSingleton(new HostTable(settings.Table ?? HostTable.DefaultName, settings.Schema));
        builder.Services.AddDbContextFactory<HostDbContext>(HostDatabase.Read(settings, configuration));
        builder.PersistConnectionsToDbContext<HostDbContext>();
        return $"the database {settings.Database!.Split(';')[0]}";
    }
}
