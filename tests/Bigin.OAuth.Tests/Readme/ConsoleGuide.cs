using Bigin.OAuth.EntityFrameworkCore;
using Invoices;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Bigin.OAuth.Tests.Readme;

/// <summary>The code of docs/console.md beside that of <see cref="BiginCommand"/>.</summary>
internal static class ConsoleGuide
{
    internal static void AddServices(HostApplicationBuilder builder, string folder)
    {
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.Services.AddPooledDbContextFactory<BiginConnectionsDbContext>(options => options.UseSqlite($"Data Source={Path.Combine(folder, "bigin.db")}"));
        builder.Services.AddDataProtection().SetApplicationName("invoices-cli");
        builder.Services.AddBiginOAuth(builder.Configuration.GetSection("Bigin")).PersistConnectionsToDbContext<BiginConnectionsDbContext>();
        builder.Services.AddSingleton<BiginCommand>();
    }
}
