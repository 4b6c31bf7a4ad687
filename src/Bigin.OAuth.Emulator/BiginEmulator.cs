using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Bigin.OAuth.Emulator;

/// <summary>
/// Represents an offline Bigin in this process. It has one accounts server per data center, each on a port of its own of 127.0.0.1. They
/// have the pages on which a person signs in, picks an organization, and accepts or rejects, and the endpoints that exchange, refresh and
/// revoke tokens.
/// </summary>
/// <remarks>Thread-safe. Accounts, sessions, codes and tokens are in memory and end with it.</remarks>
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

    /// <summary>Gets the secrets of those data centers that have one of their own, by id. Ids ignore case.</summary>
    public IReadOnlyDictionary<string, string> ClientSecrets =>
        new Dictionary<string, string>(_options.ClientSecrets, StringComparer.OrdinalIgnoreCase);

    /// <summary>Gets all registered clients. The first is that of <see cref="ClientId"/>.</summary>
    public IReadOnlyList<EmulatorClient> Clients => _registry.Clients;

    /// <summary>Gets the data centers: the ids of <see cref="DataCenter.All"/> at addresses on 127.0.0.1.</summary>
    public IReadOnlyList<DataCenter> DataCenters => _directory.DataCenters;

    /// <summary>Gets the people who can sign in.</summary>
    public IReadOnlyList<EmulatorUser> Users => [.. _options.Users];

    /// <summary>Gets the clock of the emulator, and of the library that uses it.</summary>
    public EmulatorClock Clock { get; }

    /// <summary>Gets the faults of later requests.</summary>
    public EmulatorFaults Faults { get; }

    /// <summary>Gets the responses of the Bigin API that a test has set.</summary>
    public EmulatorApi Api { get; }

    /// <summary>
    /// Gets the journal, which has every request so far, in the order of the responses. A request is in it before its client has the
    /// response.
    /// </summary>
    public IReadOnlyList<EmulatorRequest> Requests => _journal.Requests;

    /// <summary>Starts an emulator.</summary>
    /// <param name="configure">A method that changes the client, the users or the behavior.</param>
    /// <param name="cancellationToken">A token that cancels the start.</param>
    /// <returns>The running emulator. Dispose of it to stop it.</returns>
    /// <exception cref="ArgumentException">A setting isn't valid. The message names it.</exception>
    /// <exception cref="IOException">A port is in use. Only with <see cref="BiginEmulatorOptions.Port"/>.</exception>
    public static async Task<BiginEmulator> StartAsync(
        Action<BiginEmulatorOptions>? configure = null, CancellationToken cancellationToken = default)
    {
        var options = new BiginEmulatorOptions();
        configure?.Invoke(options);
        EmulatorOptionsValidator.ThrowIfInvalid(options);

        WebApplication app = await EmulatorServer.StartAsync(options, cancellationToken).ConfigureAwait(false);
        return new BiginEmulator(app);
    }

    /// <summary>Accepts a consent link as a person does in a browser: signs in, picks the organization, and presses Accept.</summary>
    /// <param name="url">The consent link.</param>
    /// <param name="user">The address to sign in with, such as <c>one@example.com</c>.</param>
    /// <param name="organization">The name or id of the organization to pick. It is needed only for a user who belongs to several.</param>
    /// <param name="cancellationToken">A token that cancels the attempt.</param>
    /// <returns>The redirect that the browser would follow next. For a user without an organization it has <c>error=no_org</c>.</returns>
    /// <exception cref="ArgumentException">The link doesn't lead to this emulator, the user isn't known, or the user doesn't belong to the
    /// organization.</exception>
    /// <exception cref="InvalidOperationException">The emulator shows an error page. The message says which.</exception>
    public Task<Uri> AcceptAsync(Uri url, string user, string? organization = null, CancellationToken cancellationToken = default) =>
        _actions.DecideAsync(url, user, organization, accepts: true, cancellationToken);

    /// <summary>Rejects a consent link as a person does in a browser: signs in, picks the organization, and presses Reject.</summary>
    /// <param name="url">The consent link.</param>
    /// <param name="user">The address to sign in with, such as <c>one@example.com</c>.</param>
    /// <param name="organization">The name or id of the organization to pick. It is needed only for a user who belongs to several.</param>
    /// <param name="cancellationToken">A token that cancels the attempt.</param>
    /// <returns>The redirect that the browser would follow next.</returns>
    /// <exception cref="ArgumentException">The link doesn't lead to this emulator, the user isn't known, or the user doesn't belong to the
    /// organization.</exception>
    /// <exception cref="InvalidOperationException">The emulator shows an error page. The message says which.</exception>
    public Task<Uri> RejectAsync(Uri url, string user, string? organization = null, CancellationToken cancellationToken = default) =>
        _actions.DecideAsync(url, user, organization, accepts: false, cancellationToken);

    /// <summary>Connects a key of a host that uses this emulator, from the link to the stored connection.</summary>
    /// <param name="services">The services of the host.</param>
    /// <param name="key">The host's name for the connection.</param>
    /// <param name="user">The address to sign in with, such as <c>one@example.com</c>.</param>
    /// <param name="organization">The name or id of the organization to pick. It is needed only for a user who belongs to several.</param>
    /// <param name="cancellationToken">A token that cancels the attempt.</param>
    /// <returns>The connection.</returns>
    /// <exception cref="ArgumentException">The host doesn't use this emulator, the user isn't known, or the user doesn't belong to the
    /// organization.</exception>
    /// <exception cref="InvalidOperationException">The emulator shows an error page, or the key could not be connected. The message says
    /// why.</exception>
    public Task<BiginConnection> ConnectAsync(
        IServiceProvider services, string key, string user, string? organization = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(services);
        return EmulatorConnect.ConnectAsync(this, services, key, user, organization, cancellationToken);
    }

    /// <summary>
    /// Removes the application from a user's account, as the user can. All refresh tokens, access tokens and codes of the user end, and the
    /// user is asked for consent again.
    /// </summary>
    /// <param name="user">The address of the user.</param>
    /// <exception cref="ArgumentException">The user isn't known.</exception>
    public void RevokeAll(string user) => _actions.RevokeAll(user);

    /// <summary>Ends every access token before it expires, as Zoho may. Refresh tokens stay valid.</summary>
    public void ExpireAccessTokens() => _actions.ExpireAccessTokens();

    /// <summary>Creates a code for a self client, as a person does in Zoho's API console.</summary>
    /// <param name="user">The address of the user.</param>
    /// <param name="organization">The name or id of the organization. It is needed only for a user who belongs to several.</param>
    /// <param name="scopes">The scopes. By default those of the organization, its users and all records.</param>
    /// <param name="validFor">The time for which the code is valid, up to 10 minutes. The default value is 3 minutes.</param>
    /// <param name="cancellationToken">A token that cancels the attempt.</param>
    /// <returns>The content of <c>self_client.json</c>, which the console offers for download. It holds the secret of the client.</returns>
    /// <exception cref="ArgumentException">The user isn't known or doesn't belong to the organization, or a scope doesn't
    /// exist.</exception>
    /// <exception cref="InvalidOperationException">No self client is registered at the user's data center, or it has had too many
    /// codes.</exception>
    public Task<string> CreateSelfClientCodeAsync(
        string user, string? organization = null, IEnumerable<string>? scopes = null, TimeSpan? validFor = null,
        CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(_actions.CreateSelfClientCode(user, organization, scopes, validFor));
    }

    /// <summary>Issues a refresh token without a consent, as one that an older integration of the same client holds.</summary>
    /// <param name="user">The address of the user.</param>
    /// <param name="organization">The name or id of the organization. It is needed only for a user who belongs to several.</param>
    /// <param name="scopes">The granted scopes. By default those of the organization, its users and all records.</param>
    /// <param name="clientId">The id of the client. By default the first server-based one that the user's data center knows.</param>
    /// <returns>The refresh token. It is known at the user's data center only.</returns>
    /// <exception cref="ArgumentException">The user or the client isn't known, the user doesn't belong to the organization, or a scope
    /// doesn't exist.</exception>
    public RefreshToken IssueRefreshToken(
        string user, string? organization = null, IEnumerable<string>? scopes = null, string? clientId = null) =>
        new(_actions.IssueRefreshToken(user, organization, scopes, clientId));

    /// <summary>
    /// Restores the state of the start. Codes, tokens, sessions, consents, faults and the journal are removed, and so are responses of the
    /// API that aren't in the settings. The clock runs with that of this machine.
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
