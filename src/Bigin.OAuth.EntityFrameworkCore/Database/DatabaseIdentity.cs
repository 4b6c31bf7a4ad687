using System.Data.Common;
using Microsoft.EntityFrameworkCore;

namespace Bigin.OAuth.EntityFrameworkCore;

/// <summary>Names the database that a context leads to. A password or another setting of the connection doesn't belong to it.</summary>
internal readonly record struct DatabaseIdentity(string DataSource, string Database)
{
    internal static DatabaseIdentity Of(DbContext context)
    {
        DbConnection connection = context.Database.GetDbConnection();
        return new(connection.DataSource, connection.Database);
    }

    public override string ToString() => $"{DataSource}, {Database}";
}
