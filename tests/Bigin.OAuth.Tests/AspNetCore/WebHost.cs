using System.Collections.Concurrent;
using System.Security.Claims;
using Bigin.OAuth.AspNetCore;
using Bigin.OAuth.Emulator;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Bigin.OAuth.Tests.AspNetCore;

/// <summary>A web application with the endpoints, on Kestrel, connected to an emulator. The user that the header <c>X-User</c> names is signed in.</summary>
internal sealed class WebHost : IAsyncDisposable
{
    internal const string RedirectUri = "http://localhost:5999/bigin/callback";
    internal const string Key = "tenant-42";

    private readonly bool _ownsEmulator;
    private readonly ConcurrentQueue<Exception> _thrown;

    private WebHost(BiginEmulator emulator, bool ownsEmulator, WebApplication app, RecordedLogs logs, ConcurrentQueue<Exception> thrown) =>
        (Emulator, _ownsEmulator, App, Logs, _thrown) = (emulator, ownsEmulator, app, logs, thrown);

    internal BiginEmulator Emulator { get; }

    internal WebApplication App { get; }

    internal RecordedLogs Logs { get; }

    internal Uri Address => new(App.Urls.Single());

    internal BiginConnections Connections => App.Services.GetRequiredService<BiginConnections>();

    /// <summary>Gets how often a code was sent to the emulator's token endpoint.</summary>
    internal int Exchanges => Emulator.Requests.Count(request => request.Path == "/oauth/v2/token");

    internal static async Task<WebHost> StartAsync(
        Action<BiginOAuthEndpointOptions>? configure = null,
        Action<BiginOAuthOptions>? configureClient = null,
        Action<WebApplicationBuilder>? configureBuilder = null,
        Action<WebApplication>? configureApp = null,
        Action<IEndpointConventionBuilder>? conventions = null,
        BiginEmulator? emulator = null,
        string prefix = "")
    {
        BiginEmulator connected = emulator ?? await BiginEmulator.StartAsync(options =>
        {
            options.CodesPerTenMinutes = int.MaxValue;
            options.AllowIPRedirectUris = true; // two rows about cookies have one
        });
        var logs = new RecordedLogs();
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Configuration.AddInMemoryCollection([new("urls", "http://127.0.0.1:0")]);
        builder.Logging.ClearProviders().AddProvider(logs);
        builder.Services.KeepHttpHandlers();
        builder.Services.AddDataProtection().UseEphemeralDataProtectionProvider();
        builder.Services.AddBiginOAuth(options =>
        {
            options.RedirectUri = new Uri(RedirectUri);
            options.Scopes.Add(BiginScopes.Org.Read);
            configureClient?.Invoke(options);
        }).UseEmulator(connected);
        configureBuilder?.Invoke(builder);

        WebApplication app = builder.Build();
        var thrown = new ConcurrentQueue<Exception>();
        app.Use(async (context, next) =>
        {
            try
            {
                await next(context);
            }
            catch (Exception exception)
            {
                thrown.Enqueue(exception);
                throw;
            }
        });
        app.Use((context, next) =>
        {
            if (context.Request.Headers["X-User"].ToString() is { Length: > 0 } user)
            {
                context.User = new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, user)], "header"));
            }

            return next(context);
        });
        configureApp?.Invoke(app);
        IEndpointRouteBuilder routes = prefix.Length > 0 ? app.MapGroup(prefix) : app;
        IEndpointConventionBuilder endpoints = routes.MapBiginOAuth(options =>
        {
            options.ConnectionKey = _ => new(Key);
            configure?.Invoke(options);
        });
        conventions?.Invoke(endpoints);
        await app.StartAsync();
        return new WebHost(connected, emulator is null, app, logs, thrown);
    }

    /// <summary>Gets what the application threw at Kestrel.</summary>
    internal IReadOnlyCollection<Exception> ThrownExceptions => _thrown;

    /// <summary>Opens a browser without cookies, in which a user is signed in or none.</summary>
    internal WebBrowser Browse(string? user = "anna") => new(this, user);

    /// <summary>Does what a person would at Bigin who accepts, and gives where the browser is sent next.</summary>
    internal Task<Uri> AcceptAsync(Uri link, string user = "one@example.com", string? organization = null) => Emulator.AcceptAsync(link, user, organization);

    public async ValueTask DisposeAsync()
    {
        await App.DisposeAsync();
        if (_ownsEmulator)
        {
            await Emulator.DisposeAsync();
        }
    }
}
