using Bigin.OAuth;
using Bigin.OAuth.EntityFrameworkCore;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Invoices;

internal static class BiginSetup
{
    internal static BiginOAuthBuilder AddBigin(this IHostApplicationBuilder builder)
    {
        builder.Services.AddPooledDbContextFactory<BiginConnectionsDbContext>(options => options.UseSqlite(builder.Configuration.GetConnectionString("Bigin")));
        builder.Services.AddDataProtection()
            .SetApplicationName("invoices")
            .PersistKeysToFileSystem(new DirectoryInfo(builder.Configuration["KeyRing"]!));
        builder.Services.AddSingleton<IBiginConnectionEvents, AskToConnectAgain>();
        return builder.Services.AddBiginOAuth(builder.Configuration.GetSection("Bigin")).PersistConnectionsToDbContext<BiginConnectionsDbContext>();
    }
}
