namespace Bigin.OAuth.EntityFrameworkCore;

/// <summary>The names of the providers whose databases differ in a way that matters here; none of them is referenced.</summary>
internal static class DatabaseProviders
{
    internal const string Sqlite = "Microsoft.EntityFrameworkCore.Sqlite";

    internal const string PostgreSql = "Npgsql.EntityFrameworkCore.PostgreSQL";

    internal const string SqlServer = "Microsoft.EntityFrameworkCore.SqlServer";

    internal static bool IsKnown(string? provider) => provider is Sqlite or PostgreSql or SqlServer;
}
