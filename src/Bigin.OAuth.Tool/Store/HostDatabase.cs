using System.Data.Common;
using Bigin.OAuth.Tool.Settings;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;

namespace Bigin.OAuth.Tool.Store;

/// <summary>Finds out which database <c>--database</c> means: SQLite or PostgreSQL, by name, by file or by connection string.</summary>
internal static class HostDatabase
{
    /// <summary>Returns what configures EF Core for the database.</summary>
    internal static Action<DbContextOptionsBuilder> Read(ToolSettings settings, IConfiguration configuration)
    {
        string database = settings.Database!;
        if (configuration.GetConnectionString(database) is { Length: > 0 } named)
        {
            return ReadConnectionString(named, $"The connection string {database} of the settings");
        }

        if (database.Split("://") is [var scheme, _, ..] && !scheme.Contains('=', StringComparison.Ordinal))
        {
            // Without the address, which may hold a password.
            throw new CommandException(
                ExitCode.Usage,
                "--database is an address. Put a connection string of Npgsql (Host=…) or of SQLite (Data Source=…) into the settings or "
                + "the environment, as ConnectionStrings__App, and write --database App.");
        }

        if (!database.Contains('=', StringComparison.Ordinal))
        {
            return UseFile(database);
        }

        if (HasPassword(database))
        {
            throw new CommandException(
                ExitCode.Usage,
                "--database holds a password, which every user of this machine can read in the list of processes. Put the connection "
                + "string into the settings or the environment, as ConnectionStrings__App, and write --database App.");
        }

        return ReadConnectionString(database, "--database");
    }

    private static Action<DbContextOptionsBuilder> ReadConnectionString(string text, string what)
    {
        DbConnectionStringBuilder parts = Parse(text, what);
        if (parts.ContainsKey("Host") || parts.ContainsKey("Server"))
        {
            return options => options.UseNpgsql(text, postgres => postgres.EnableRetryOnFailure());
        }

        return parts.ContainsKey("Data Source") || parts.ContainsKey("DataSource") || parts.ContainsKey("Filename")
            ? UseFile(new SqliteConnectionStringBuilder(text))
            : throw new CommandException(ExitCode.Configuration,
                $"{what} is for neither SQLite (Data Source=…) nor PostgreSQL (Host=…). Only these two are supported.");
    }

    private static Action<DbContextOptionsBuilder> UseFile(string file) => File.Exists(file)
        ? UseFile(new SqliteConnectionStringBuilder { DataSource = Path.GetFullPath(file) })
        : throw new CommandException(ExitCode.Configuration,
            $"The settings have no connection string {file}, and there is no SQLite file {Path.GetFullPath(file)}. Correct --database.");

    private static Action<DbContextOptionsBuilder> UseFile(SqliteConnectionStringBuilder parts)
    {
        if (parts.Mode is SqliteOpenMode.ReadWriteCreate)
        {
            parts.Mode = SqliteOpenMode.ReadWrite; // a wrong path isn't a new database
        }

        return options => options.UseSqlite(parts.ConnectionString);
    }

    private static bool HasPassword(string text)
    {
        DbConnectionStringBuilder parts = Parse(text, "--database");
        return parts.Keys.Cast<string>().Any(name =>
            name.Contains("password", StringComparison.OrdinalIgnoreCase) || name.Equals("pwd", StringComparison.OrdinalIgnoreCase)
                || name.Equals("psw", StringComparison.OrdinalIgnoreCase));
    }

    private static DbConnectionStringBuilder Parse(string text, string what)
    {
        try
        {
            return new DbConnectionStringBuilder { ConnectionString = text };
        }
        catch (ArgumentException)
        {
            // Its message may quote the text.
            throw new CommandException(ExitCode.Configuration, $"{what} isn't a connection string.");
        }
    }
}
