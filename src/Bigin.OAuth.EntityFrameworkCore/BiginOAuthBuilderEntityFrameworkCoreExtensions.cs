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
    /// Keeps connections in the database of a context, their tokens encrypted with ASP.NET Core Data Protection: <see
    /// cref="BiginConnectionsDbContext"/>,
    /// which creates its own table, or a context of the host that calls
    /// <see cref="BiginConnectionsModelBuilderExtensions.UseBiginConnections"/> and creates the table by a migration.
    /// </summary>
    /// <remarks>
    /// <para>
    /// Register the context by <c>AddPooledDbContextFactory</c>, <c>AddDbContextFactory</c>, <c>AddDbContextPool</c> or
    /// <c>AddDbContext</c>, before or
    /// after; the first costs least. The store opens a scope and a context of its own for each call and joins no transaction of the host.
    /// </para>
    /// <para>
    /// A key is one connection for the whole host, and tokens are refreshed outside of requests. So all keys need one database, and a
    /// context that leads to
    /// another one in a request, such as one per tenant, is refused. Name the tenant in the key: <c>tenant-42</c>. The model of the context
    /// is checked
    /// when the host starts, and at the first call without a host.
    /// </para>
    /// <para>
    /// Data Protection is registered where the host has not done it. Its key ring decrypts the tokens, and without the ring they are lost.
    /// </para>
    /// </remarks>
    /// <typeparam name="TContext">The type of the context.</typeparam>
    /// <param name="builder">The registration.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="ArgumentNullException">The builder is null.</exception>
    /// <example>
    /// <code>
    /// services.AddPooledDbContextFactory&lt;BiginConnectionsDbContext&gt;(database => database.UseSqlite("Data Source=bigin.db"));
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
