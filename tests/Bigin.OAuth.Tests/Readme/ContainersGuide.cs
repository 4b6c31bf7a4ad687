using Bigin.OAuth.EntityFrameworkCore;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Bigin.OAuth.Tests.Readme;

/// <summary>The code of docs/containers.md, compiled and run. <see cref="Readme_code"/> compares the two.</summary>
internal static class ContainersGuide
{
    internal static void AddServices(WebApplicationBuilder builder)
    {
        builder.Services.AddDataProtection()
            .SetApplicationName("invoices")
            .PersistKeysToFileSystem(new DirectoryInfo(builder.Configuration["Keys"] ?? "/keys")); // a volume that all replicas mount
        builder.Services.AddPooledDbContextFactory<BiginConnectionsDbContext>(options =>
            options.UseNpgsql(builder.Configuration.GetConnectionString("Bigin"), postgres => postgres.EnableRetryOnFailure()));
        builder.Services.AddBiginOAuth(builder.Configuration.GetSection("Bigin")).PersistConnectionsToDbContext<BiginConnectionsDbContext>();
        builder.Services.AddHealthChecks().AddBiginConnections(tags: ["ready"]);
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromSeconds(25)); // less than the orchestrator waits
    }

    internal static void Map(WebApplication app)
    {
        app.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false }); // the process responds
        app.MapHealthChecks("/health/ready", new HealthCheckOptions { Predicate = check => check.Tags.Contains("ready") });
    }
}
