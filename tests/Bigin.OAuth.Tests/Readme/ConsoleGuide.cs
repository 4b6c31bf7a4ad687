using System.Net;
using Bigin.OAuth.EntityFrameworkCore;
using Bigin.OAuth.Interactive;
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
        builder.Services.AddBiginOAuth(builder.Configuration.GetSection("Bigin"))
            .AddInteractive()
            .PersistConnectionsToDbContext<BiginConnectionsDbContext>();
        builder.Services.AddSingleton<BiginCommand>();
    }

    internal static void Configure(BiginInteractiveOptions options)
    {
        options.Timeout = TimeSpan.FromMinutes(10);
        options.RedirectUris.Add(new Uri("http://localhost:6001/callback"));
        options.Page = page => $"""
            <!doctype html><html lang="en"><title>Invoices</title>
            <h1>{WebUtility.HtmlEncode(page.Title)}</h1><p>{WebUtility.HtmlEncode(page.Text)}</p></html>
            """;
    }
}
