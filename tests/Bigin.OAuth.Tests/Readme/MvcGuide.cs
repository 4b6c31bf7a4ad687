using Invoices;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Bigin.OAuth.Tests.Readme;

/// <summary>The code of docs/mvc.md beside that of <see cref="BiginController"/> and <see cref="AttemptCookie"/>.</summary>
internal static class MvcGuide
{
    internal static void AddServices(WebApplicationBuilder builder)
    {
        builder.Services.AddControllers();
        builder.Services.AddDataProtection();
        builder.Services.AddSingleton<AttemptCookie>();
        builder.Services.AddBiginOAuth(builder.Configuration.GetSection("Bigin"));
    }

    internal static void Map(WebApplication app)
    {
        app.UseAuthentication();
        app.UseAuthorization();
        app.MapControllers();
    }
}
