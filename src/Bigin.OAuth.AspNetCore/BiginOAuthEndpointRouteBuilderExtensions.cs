using Bigin.OAuth;
using Bigin.OAuth.AspNetCore;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Microsoft.AspNetCore.Builder;

/// <summary>Maps the endpoints that connect a user's Bigin account.</summary>
public static class BiginOAuthEndpointRouteBuilderExtensions
{
    /// <summary>
    /// Maps <c>GET</c> and <c>POST</c> of the connect path, which start an attempt, <c>POST</c> of <c>switch</c> below it, by which a
    /// person moves the connection to another organization, <c>GET</c> of <c>result</c> below it, the page for people, and <c>GET</c> of
    /// the callback path, to which Bigin sends the browser back.
    /// </summary>
    /// <remarks>
    /// Call it once for each redirect URI. What is returned is all of them, so that <c>RequireAuthorization</c>, rate limits and metadata
    /// hold for each; of a callback, instead of a challenge, the attempt demands the user who started it. An attempt lives in a cookie that
    /// Data Protection encrypts, for this map alone: several servers have to share the key ring.
    /// </remarks>
    /// <param name="endpoints">The application, or a group of its routes; in a group both paths start with the group's prefix.</param>
    /// <param name="configure">Sets the options. <see cref="BiginOAuthEndpointOptions.ConnectionKey"/> is required.</param>
    /// <returns>The conventions of the endpoints.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="InvalidOperationException">
    /// A setting is missing or wrong, there is no client secret, the scopes are too many for the cookie of an attempt, a path or the
    /// redirect URI is mapped already, or
    /// <c>AddBiginOAuth</c> or <c>AddDataProtection</c> was not called. The message names the fix.
    /// </exception>
    /// <exception cref="OptionsValidationException">The options of the client break a rule; the message lists every failure.</exception>
    /// <example>
    /// <code>
    /// app.MapBiginOAuth(endpoints => endpoints.ConnectionKey = context => new(context.User.FindFirstValue("tenant"))).RequireAuthorization();
    /// </code>
    /// </example>
    public static IEndpointConventionBuilder MapBiginOAuth(
        this IEndpointRouteBuilder endpoints, Action<BiginOAuthEndpointOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        ArgumentNullException.ThrowIfNull(configure);
        IServiceProvider services = endpoints.ServiceProvider;
        AuthorizationUrlBuilder links = services.GetService<AuthorizationUrlBuilder>()
            ?? throw new InvalidOperationException("The Bigin client is not registered. Call builder.Services.AddBiginOAuth(…).");
        IDataProtectionProvider protection = services.GetService<IDataProtectionProvider>()
            ?? throw new InvalidOperationException(
                "Data Protection, which encrypts the cookie of an attempt, is not registered. Call builder.Services.AddDataProtection().");

        var options = new BiginOAuthEndpointOptions();
        configure(options);
        BiginOAuthOptions client = services.GetRequiredService<IOptions<BiginOAuthOptions>>().Value;
        Uri redirectUri = client.RedirectUri!;
        EndpointPaths paths = EndpointPaths.From(options, redirectUri);
        ILogger logger = services.GetRequiredService<ILoggerFactory>().CreateLogger("Bigin.OAuth.AspNetCore");
        StartChecks.ThrowIfInvalid(options, client, links, logger);
        MappedEndpoints.Claim(endpoints, paths, options.ConfigureLink is not null);

        TimeProvider timeProvider = services.GetRequiredKeyedService<TimeProvider>(BiginOAuthDefaults.TimeProviderKey);
        var map = new MapIdentity(client, paths.Connect);
        var cookies = new AttemptCookies(protection, timeProvider, map, options.AttemptLifetime);
        var organizationSwitch = new OrganizationSwitch(protection, map);
        var attempts = new AttemptStarter(options, paths, links, cookies, timeProvider, logger);
        var tickets = new PageTickets(protection, map);
        var pages = new PageRedirect(paths, tickets, timeProvider, options.AttemptLifetime);
        var page = new PageEndpoint(options, paths, tickets, organizationSwitch, client.DataCenters, timeProvider);
        var connect = new ConnectEndpoint(options, paths, redirectUri, attempts, pages, logger);
        var switchOrganization = new SwitchEndpoint(redirectUri, organizationSwitch, attempts, pages, timeProvider, logger);
        var callback = new CallbackEndpoint(
            options,
            paths,
            services.GetRequiredService<RedirectResponseParser>(),
            services.GetRequiredService<BiginConnections>(),
            cookies,
            CompletedAttempts.Get(services, timeProvider, options.AttemptLifetime),
            organizationSwitch,
            pages,
            timeProvider,
            logger);

        RouteGroupBuilder group = endpoints.MapGroup("");
        group.MapMethods(paths.Connect, [HttpMethods.Get], connect.RedirectAsync).WithDisplayName("Bigin connect")
            .Add(endpoint => map.SetConnectRoute(((RouteEndpointBuilder)endpoint).RoutePattern.RawText!));
        group.MapMethods(paths.Connect, [HttpMethods.Post], connect.AnswerAsync).WithDisplayName("Bigin connect for scripts");
        group.MapMethods(paths.Switch, [HttpMethods.Post], switchOrganization.StartAsync)
            .WithDisplayName("Bigin switch of the organization");

        group.MapMethods(paths.Result, [HttpMethods.Get], page.ShowAsync).WithDisplayName("Bigin page for people").AllowAnonymous();

        // A challenge would put the address, code and all, into that of the sign-in page. The attempt demands its user by itself.
        group.MapMethods(paths.Callback, [HttpMethods.Get], callback.AnswerAsync).WithDisplayName("Bigin callback").AllowAnonymous();
        group.Mark();
        group.KeepOutOfOutputCache();
        return group;
    }
}
