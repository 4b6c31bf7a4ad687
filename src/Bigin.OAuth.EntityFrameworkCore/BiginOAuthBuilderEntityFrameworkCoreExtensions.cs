using Bigin.OAuth;
using Bigin.OAuth.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Keeps the connections of a registered Bigin OAuth client in a database.</summary>
public static class BiginOAuthBuilderEntityFrameworkCoreExtensions
{
    /// <summary>
    /// Keeps connections in the database of a context, their tokens encrypted with ASP.NET Core Data Protection: <see cref="BiginConnectionsDbContext"/>,
    /// which creates its own table, or a context of the host that calls
    /// <see cref="BiginConnectionsModelBuilderExtensions.UseBiginConnections"/> and creates the table by a migration.
    /// </summary>
    /// <remarks>
    /// Register the context by <c>AddDbContext</c>, <c>AddDbContextFactory</c> or <c>AddPooledDbContextFactory</c>, before or after. The store opens
    /// a scope and a context of its own for each call and joins no transaction of the host. Data Protection is registered where the host has not
    /// done it; whoever holds its key ring can decrypt the tokens, and without the ring they are lost.
    /// </remarks>
    /// <typeparam name="TContext">The type of the context.</typeparam>
    /// <param name="builder">The registration.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="ArgumentNullException">The builder is null.</exception>
    /// <example>
    /// <code>
    /// services.AddDbContext&lt;BiginConnectionsDbContext&gt;(database => database.UseSqlite("Data Source=bigin.db"));
    /// services.AddBiginOAuth(configuration.GetSection("Bigin")).PersistConnectionsToDbContext&lt;BiginConnectionsDbContext&gt;();
    /// </code>
    /// </example>
    public static BiginOAuthBuilder PersistConnectionsToDbContext<TContext>(this BiginOAuthBuilder builder)
        where TContext : DbContext
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddDataProtection();
        builder.Services.TryAddSingleton<ConnectionRowCodec>();
        builder.Services.TryAddSingleton<ContextCheck<TContext>>();
        builder.Services.TryAddSingleton<ConnectionsDatabase<TContext>>();
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, ContextCheck<TContext>>(
            services => services.GetRequiredService<ContextCheck<TContext>>()));
        builder.Services.Replace(ServiceDescriptor.Singleton<IBiginConnectionStore, DbContextConnectionStore<TContext>>());
        return builder;
    }
}
