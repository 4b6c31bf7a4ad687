using System.Net;
using Bigin.OAuth.Emulator.Pages;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;

namespace Bigin.OAuth.Emulator;

/// <summary>
/// Runs an offline Bigin in this process: one accounts server per data center, each on a free port of 127.0.0.1, with the pages on
/// which a person signs in, picks an organization, and accepts or rejects.
/// </summary>
/// <remarks>Thread-safe. Nothing outlives it: accounts, sessions and codes are in memory.</remarks>
/// <example>
/// <code>
/// await using BiginEmulator emulator = await BiginEmulator.StartAsync();
/// services.AddBiginOAuth(configuration.GetSection("Bigin")).UseEmulator(emulator);
/// Uri redirect = await emulator.AcceptAsync(request.Url, "one@example.com");
/// </code>
/// </example>
public sealed class BiginEmulator : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly BiginEmulatorOptions _options;
    private readonly AccountDirectory _directory;

    private BiginEmulator(WebApplication app)
    {
        _app = app;
        _options = app.Services.GetRequiredService<BiginEmulatorOptions>();
        _directory = app.Services.GetRequiredService<AccountDirectory>();
        Clock = app.Services.GetRequiredService<EmulatorClock>();
    }

    /// <summary>Gets the id of the registered client.</summary>
    public string ClientId => _options.ClientId;

    /// <summary>Gets the secret of the registered client.</summary>
    public string ClientSecret => _options.ClientSecret;

    /// <summary>Gets the data centers: the ids of <see cref="DataCenter.All"/> at addresses on 127.0.0.1.</summary>
    public IReadOnlyList<DataCenter> DataCenters => _directory.DataCenters;

    /// <summary>Gets the people who can sign in.</summary>
    public IReadOnlyList<EmulatorUser> Users => [.. _options.Users];

    /// <summary>Gets the clock of the emulator, and of the library that uses it.</summary>
    public EmulatorClock Clock { get; }

    /// <summary>Gets the journal: every request so far, in the order in which they were answered.</summary>
    public IReadOnlyList<EmulatorRequest> Requests => _app.Services.GetRequiredService<Journal>().Requests;

    /// <summary>Starts an emulator.</summary>
    /// <param name="configure">Changes the client, the users or the behavior.</param>
    /// <param name="cancellationToken">Ends the start.</param>
    /// <returns>The running emulator. Dispose of it to stop it.</returns>
    /// <exception cref="ArgumentException">Two users have one address, a user's data center or the port does not exist, or there are no codes to give.</exception>
    /// <exception cref="IOException">A port is in use. Only with <see cref="BiginEmulatorOptions.Port"/>.</exception>
    public static async Task<BiginEmulator> StartAsync(Action<BiginEmulatorOptions>? configure = null, CancellationToken cancellationToken = default)
    {
        var options = new BiginEmulatorOptions();
        configure?.Invoke(options);
        ThrowIfUnusable(options);

        // Empty on purpose: the settings, loggers and addresses of the host around it are none of the emulator's.
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        var listeners = new List<(DataCenter DataCenter, ListenOptions Listener)>();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            foreach (DataCenter dataCenter in DataCenter.All)
            {
                int port = options.Port == 0 ? 0 : options.Port + listeners.Count;
                kestrel.Listen(IPAddress.Loopback, port, listener => listeners.Add((dataCenter, listener)));
            }
        });
        AddServices(builder.Services, options);

        WebApplication app = builder.Build();
        Map(app);
        try
        {
            await app.StartAsync(cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            await app.DisposeAsync().ConfigureAwait(false);
            throw;
        }

        app.Services.GetRequiredService<AccountDirectory>().SetDataCenters([.. listeners.Select(x => At(x.DataCenter, x.Listener))]);
        return new BiginEmulator(app);
    }

    /// <summary>Does what a person would who accepts: signs in, picks the organization, presses Accept.</summary>
    /// <param name="url">The consent link.</param>
    /// <param name="user">The address to sign in with, such as <c>one@example.com</c>.</param>
    /// <param name="organization">The name or id of the organization to pick; needed only for a user who belongs to several.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <returns>The redirect that the browser would follow next. For a user without organization it carries <c>error=no_org</c>.</returns>
    /// <exception cref="ArgumentException">The link does not lead to this emulator, the user is not known, or doesn't belong to the organization.</exception>
    /// <exception cref="InvalidOperationException">The emulator shows an error page; the message says which.</exception>
    public Task<Uri> AcceptAsync(Uri url, string user, string? organization = null, CancellationToken cancellationToken = default) =>
        BrowseAsync(url, user, organization, FormField.Accept, cancellationToken);

    /// <summary>Does what a person would who rejects: signs in, picks the organization, presses Reject.</summary>
    /// <param name="url">The consent link.</param>
    /// <param name="user">The address to sign in with, such as <c>one@example.com</c>.</param>
    /// <param name="organization">The name or id of the organization to pick; needed only for a user who belongs to several.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <returns>The redirect that the browser would follow next.</returns>
    /// <exception cref="ArgumentException">The link does not lead to this emulator, the user is not known, or doesn't belong to the organization.</exception>
    /// <exception cref="InvalidOperationException">The emulator shows an error page; the message says which.</exception>
    public Task<Uri> RejectAsync(Uri url, string user, string? organization = null, CancellationToken cancellationToken = default) =>
        BrowseAsync(url, user, organization, FormField.Reject, cancellationToken);

    /// <summary>Stops the emulator and frees its ports.</summary>
    /// <returns>A task that ends when it has stopped.</returns>
    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task<Uri> BrowseAsync(Uri url, string user, string? organization, string decision, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(url);
        EmulatorUser known = _directory.FindUser(user)
            ?? throw new ArgumentException($"No user has this address. There are: {string.Join(", ", _options.Users)}.", nameof(user));
        var answers = new Dictionary<string, string>(StringComparer.Ordinal) { [FormField.Email] = known.Email, [FormField.Decision] = decision };
        if (organization is not null)
        {
            answers[FormField.Organization] = known.Organizations.FirstOrDefault(x => x.Id == organization || x.Name == organization)?.Id
                ?? throw new ArgumentException($"The user does not belong to it. There are: {string.Join(", ", known.Organizations)}.", nameof(organization));
        }

        using var browser = new EmulatorBrowser(_directory, answers);
        return await browser.OpenAsync(url, cancellationToken).ConfigureAwait(false);
    }

    private static void ThrowIfUnusable(BiginEmulatorOptions options)
    {
        if (options.Users.FirstOrDefault(user => !DataCenter.All.Any(dataCenter => AccountDirectory.IsAt(user, dataCenter))) is { } lost)
        {
            throw new ArgumentException($"There is no data center '{lost.DataCenter}' for the user {lost}. Use one of: {string.Join(", ", DataCenter.All)}.");
        }

        if (options.Users.GroupBy(user => user.Email, StringComparer.OrdinalIgnoreCase).FirstOrDefault(group => group.Count() > 1) is { } twice)
        {
            throw new ArgumentException($"Two users have the address {twice.Key}. Give each one of their own.");
        }

        int highestPort = IPEndPoint.MaxPort - (DataCenter.All.Count - 1);
        if (options.Port < 0 || options.Port > highestPort)
        {
            throw new ArgumentException($"{nameof(BiginEmulatorOptions.Port)} is {options.Port}. Use 0 for free ports, or the first of nine, which is at most {highestPort}.");
        }

        if (options.CodesPerTenMinutes <= 0)
        {
            throw new ArgumentException($"{nameof(BiginEmulatorOptions.CodesPerTenMinutes)} is not more than zero, so nobody could accept.");
        }
    }

    private static DataCenter At(DataCenter dataCenter, ListenOptions listener)
    {
        var origin = new Uri($"http://{listener.IPEndPoint}");
        return new DataCenter(dataCenter.Id, origin, origin);
    }

    private static void AddServices(IServiceCollection services, BiginEmulatorOptions options)
    {
        services.AddRoutingCore();
        services.AddDataProtection().UseEphemeralDataProtectionProvider();
        services.AddAntiforgery();
        services.AddOptions<Microsoft.AspNetCore.Antiforgery.AntiforgeryOptions>().Configure<SignIns>((antiforgery, signIns) =>
        {
            antiforgery.FormFieldName = FormField.AntiForgery;
            antiforgery.Cookie.Name = $"{signIns.CookiePrefix}-form";
            antiforgery.SuppressXFrameOptionsHeader = true; // DENY is set on every answer
        });
        services.AddSingleton(options);
        services.AddSingleton<EmulatorClock>(_ => new EmulatorClock());
        services.AddSingleton<AccountDirectory>();
        services.AddSingleton<SignIns>();
        services.AddSingleton<Consents>();
        services.AddSingleton<CodeIssuer>();
        services.AddSingleton<RedirectAddress>();
        services.AddSingleton<Journal>();
        services.AddSingleton<Forms>();
        services.AddSingleton<AccountPages>();
        services.AddSingleton<ConsentPages>();
        services.AddSingleton<SignInEndpoints>();
        services.AddSingleton<AuthorizationEndpoints>();
    }

    private static void Map(WebApplication app)
    {
        app.Use(SafeHeaders.AddAsync);
        app.MapGet(AccountPaths.Stylesheet, () => Results.Stream(typeof(BiginEmulator).Assembly.GetManifestResourceStream("emulator.css")!, "text/css"));

        Journal journal = app.Services.GetRequiredService<Journal>();
        app.UseWhen(context => context.Request.Path != AccountPaths.Stylesheet, branch => branch.Use((context, next) => journal.RecordAsync(context, next)));

        SignInEndpoints signIn = app.Services.GetRequiredService<SignInEndpoints>();
        app.MapGet(AccountPaths.Home, signIn.ShowHome);
        app.MapGet(AccountPaths.SignIn, signIn.ShowSignIn);
        app.MapPost(AccountPaths.SignIn, (Delegate)signIn.SignInAsync);
        app.MapPost(AccountPaths.SignOut, (Delegate)signIn.SignOutAsync);

        AuthorizationEndpoints authorization = app.Services.GetRequiredService<AuthorizationEndpoints>();
        app.MapGet(AccountPaths.Authorize, authorization.Authorize);
        app.Map(AccountPaths.Authorize, authorization.RefuseMethod);
        app.MapGet(AccountPaths.Approve, authorization.Pick);
        app.MapPost(AccountPaths.Approve, (Delegate)authorization.DecideAsync);
    }
}
