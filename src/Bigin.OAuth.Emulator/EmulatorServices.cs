using Bigin.OAuth.Emulator.Pages;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Bigin.OAuth.Emulator;

/// <summary>Registers the services of an emulator.</summary>
internal static class EmulatorServices
{
    internal static void Add(IServiceCollection services, BiginEmulatorOptions options)
    {
        services.AddSingleton<IHostLifetime, PassiveHostLifetime>(); // the last one wins
        services.AddDataProtection().UseEphemeralDataProtectionProvider();
        services.AddAntiforgery();
        services.AddOptions<AntiforgeryOptions>().Configure<SignIns>((antiforgery, signIns) =>
        {
            antiforgery.FormFieldName = FormField.AntiForgery;
            antiforgery.Cookie.Name = $"{signIns.CookiePrefix}-form";
            // people come from another site, and a second tab must not replace the cookie of the first
            antiforgery.Cookie.SameSite = SameSiteMode.Lax;
            antiforgery.SuppressXFrameOptionsHeader = true; // DENY is set on every response
        });
        services.AddSingleton(options);
        services.AddSingleton<EmulatorClock>(_ => new EmulatorClock());
        services.AddSingleton<AccountDirectory>();
        services.AddSingleton<Journal>();
        services.AddSingleton<ServerInfo>();
        services.AddSingleton<UserInfo>();
        services.AddSingleton<SafeHeaders>();
        services.AddSingleton<ControlEndpoints>();
        services.AddSingleton<ClientRegistry>();
        services.AddSingleton<EmulatorActions>();
        AddPages(services);
        AddTokens(services, options);
    }

    private static void AddPages(IServiceCollection services)
    {
        services.AddSingleton<SignIns>();
        services.AddSingleton<Consents>();
        services.AddSingleton<CodeIssuer>();
        services.AddSingleton<RedirectAddress>();
        services.AddSingleton<AuthorizationQueryReader>();
        services.AddSingleton<SelfClientCodes>();
        services.AddSingleton<ConsolePages>();
        services.AddSingleton<ConsoleEndpoints>();
        services.AddSingleton<Forms>();
        services.AddSingleton<AccountPages>();
        services.AddSingleton<ConsentPages>();
        services.AddSingleton<ErrorPages>();
        services.AddSingleton<SignInEndpoints>();
        services.AddSingleton<AuthorizationEndpoints>();
    }

    private static void AddTokens(IServiceCollection services, BiginEmulatorOptions options)
    {
        services.AddSingleton<EmulatorFaults>(_ => new EmulatorFaults());
        services.AddSingleton<Responder>();
        services.AddSingleton<TokenStore>();
        services.AddSingleton<TokenResponses>();
        services.AddSingleton<TokenErrors>();
        services.AddSingleton<TokenEndpoint>();
        services.AddSingleton<RevocationEndpoints>();
        services.AddSingleton<ApiBodies>();
        services.AddSingleton<EmulatorApi>(_ => new EmulatorApi(options));
        services.AddSingleton<ApiEndpoints>();
    }
}
