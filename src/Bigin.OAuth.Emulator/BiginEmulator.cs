using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Bigin.OAuth.Emulator;

/// <summary>
/// Runs an offline Bigin in this process: one accounts server per data center, each on a port of its own of 127.0.0.1, with the pages on
/// which a person signs in, picks an organization, and accepts or rejects, and with the endpoints that exchange, refresh and revoke tokens and
/// say whose they are.
/// </summary>
/// <remarks>Thread-safe. Nothing outlives it: accounts, sessions, codes and tokens are in memory.</remarks>
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
    private readonly Journal _journal;
    private readonly ClientRegistry _registry;
    private readonly EmulatorActions _actions;
    private readonly IHostApplicationLifetime _lifetime;

    private BiginEmulator(WebApplication app)
    {
        _app = app;
        _options = app.Services.GetRequiredService<BiginEmulatorOptions>();
        _directory = app.Services.GetRequiredService<AccountDirectory>();
        _journal = app.Services.GetRequiredService<Journal>();
        _registry = app.Services.GetRequiredService<ClientRegistry>();
        _actions = app.Services.GetRequiredService<EmulatorActions>();
        _lifetime = app.Lifetime;
        Clock = app.Services.GetRequiredService<EmulatorClock>();
        Faults = app.Services.GetRequiredService<EmulatorFaults>();
        Api = app.Services.GetRequiredService<EmulatorApi>();
    }

    /// <summary>Gets the id of the registered client.</summary>
    public string ClientId => _options.ClientId;

    /// <summary>Gets the secret of the registered client, in the data centers that have none of their own.</summary>
    public string ClientSecret => _options.ClientSecret;

    /// <summary>Gets the secrets of those data centers that have one of their own, by id; upper and lower case are the same.</summary>
    public IReadOnlyDictionary<string, string> ClientSecrets => new Dictionary<string, string>(_options.ClientSecrets, StringComparer.OrdinalIgnoreCase);

    /// <summary>Gets all registered clients. The first is that of <see cref="ClientId"/>.</summary>
    public IReadOnlyList<EmulatorClient> Clients => _registry.Clients;

    /// <summary>Gets the data centers: the ids of <see cref="DataCenter.All"/> at addresses on 127.0.0.1.</summary>
    public IReadOnlyList<DataCenter> DataCenters => _directory.DataCenters;

    /// <summary>Gets the people who can sign in.</summary>
    public IReadOnlyList<EmulatorUser> Users => [.. _options.Users];

    /// <summary>Gets the clock of the emulator, and of the library that uses it.</summary>
    public EmulatorClock Clock { get; }

    /// <summary>Gets the faults: what goes wrong with requests to come.</summary>
    public EmulatorFaults Faults { get; }

    /// <summary>Gets the responses of the Bigin API that a test has chosen.</summary>
    public EmulatorApi Api { get; }

    /// <summary>Gets the journal: every request so far, in the order of the responses. A request is in it before its client has the response.</summary>
    public IReadOnlyList<EmulatorRequest> Requests => _journal.Requests;

    /// <summary>Starts an emulator.</summary>
    /// <param name="configure">Changes the client, the users or the behavior.</param>
    /// <param name="cancellationToken">Ends the start.</param>
    /// <returns>The running emulator. Dispose of it to stop it.</returns>
    /// <exception cref="ArgumentException">Two users have one address, a setting names a data center, a port or a status that does not exist, or leaves nothing to give.</exception>
    /// <exception cref="IOException">A port is in use. Only with <see cref="BiginEmulatorOptions.Port"/>.</exception>
    public static async Task<BiginEmulator> StartAsync(Action<BiginEmulatorOptions>? configure = null, CancellationToken cancellationToken = default)
    {
        var options = new BiginEmulatorOptions();
        configure?.Invoke(options);
        EmulatorOptionsValidator.ThrowIfInvalid(options);

        WebApplication app = await EmulatorServer.StartAsync(options, cancellationToken).ConfigureAwait(false);
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
        _actions.DecideAsync(url, user, organization, accepts: true, cancellationToken);

    /// <summary>Does what a person would who rejects: signs in, picks the organization, presses Reject.</summary>
    /// <param name="url">The consent link.</param>
    /// <param name="user">The address to sign in with, such as <c>one@example.com</c>.</param>
    /// <param name="organization">The name or id of the organization to pick; needed only for a user who belongs to several.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <returns>The redirect that the browser would follow next.</returns>
    /// <exception cref="ArgumentException">The link does not lead to this emulator, the user is not known, or doesn't belong to the organization.</exception>
    /// <exception cref="InvalidOperationException">The emulator shows an error page; the message says which.</exception>
    public Task<Uri> RejectAsync(Uri url, string user, string? organization = null, CancellationToken cancellationToken = default) =>
        _actions.DecideAsync(url, user, organization, accepts: false, cancellationToken);

    /// <summary>Connects a key of a host that uses this emulator, from the link to the stored connection: a connected tenant, for tests of what comes after.</summary>
    /// <param name="services">The services of the host.</param>
    /// <param name="key">The host's name for the connection.</param>
    /// <param name="user">The address to sign in with, such as <c>one@example.com</c>.</param>
    /// <param name="organization">The name or id of the organization to pick; needed only for a user who belongs to several.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <returns>The connection.</returns>
    /// <exception cref="ArgumentException">The host doesn't use this emulator, the user is not known, or doesn't belong to the organization.</exception>
    /// <exception cref="InvalidOperationException">The emulator shows an error page, or the key could not be connected. The message says why.</exception>
    public Task<BiginConnection> ConnectAsync(
        IServiceProvider services, string key, string user, string? organization = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(services);
        return EmulatorConnect.ConnectAsync(this, services, key, user, organization, cancellationToken);
    }

    /// <summary>
    /// Does what a user does who removes the application from their account: every refresh token, access token and code of theirs dies,
    /// and they are asked for consent again.
    /// </summary>
    /// <param name="user">The address of the user.</param>
    /// <exception cref="ArgumentException">The user is not known.</exception>
    public void RevokeAll(string user) => _actions.RevokeAll(user);

    /// <summary>Ends every access token before its time, as Zoho may. Refresh tokens live on.</summary>
    public void ExpireAccessTokens() => _actions.ExpireAccessTokens();

    /// <summary>Makes a code for a self client, as a person does in Zoho's API console: generates it and selects the organization.</summary>
    /// <param name="user">The address of the user.</param>
    /// <param name="organization">The name or id of the organization; needed only for a user who belongs to several.</param>
    /// <param name="scopes">The scopes. By default those of the organization, its users and all records.</param>
    /// <param name="validFor">For how long the code is valid, up to 10 minutes. The default value is 3 minutes.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <returns>The content of <c>self_client.json</c>, which the console offers for download. It holds the secret of the client.</returns>
    /// <exception cref="ArgumentException">The user is not known, doesn't belong to the organization, or a scope doesn't exist.</exception>
    /// <exception cref="InvalidOperationException">No self client is registered at the user's data center, or it got too many codes.</exception>
    public Task<string> CreateSelfClientCodeAsync(
        string user, string? organization = null, IEnumerable<string>? scopes = null, TimeSpan? validFor = null, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(_actions.CreateSelfClientCode(user, organization, scopes, validFor));
    }

    /// <summary>Issues a refresh token without a consent, as one that an older integration of the same client holds.</summary>
    /// <param name="user">The address of the user.</param>
    /// <param name="organization">The name or id of the organization; needed only for a user who belongs to several.</param>
    /// <param name="scopes">The granted scopes. By default those of the organization, its users and all records.</param>
    /// <param name="clientId">The id of the client. By default the first server-based one that the user's data center knows.</param>
    /// <returns>The refresh token. It is known at the user's data center only.</returns>
    /// <exception cref="ArgumentException">The user or the client is not known, the user doesn't belong to the organization, or a scope doesn't exist.</exception>
    public RefreshToken IssueRefreshToken(string user, string? organization = null, IEnumerable<string>? scopes = null, string? clientId = null) =>
        new(_actions.IssueRefreshToken(user, organization, scopes, clientId));

    /// <summary>
    /// Goes back to the state of the start: no codes, tokens, sessions, consents, faults and journal, the API's responses of the settings only, and a clock
    /// that runs with that of this machine.
    /// </summary>
    public void Reset() => _actions.Reset();

    /// <summary>Stops the emulator and frees its ports.</summary>
    /// <returns>A task that ends when it has stopped.</returns>
    public ValueTask DisposeAsync()
    {
        _lifetime.StopApplication(); // ends the responses that a fault holds back
        return _app.DisposeAsync();
    }
}
