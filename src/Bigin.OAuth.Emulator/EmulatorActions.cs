using System.Text.Json.Nodes;
using Bigin.OAuth.Emulator.Pages;

namespace Bigin.OAuth.Emulator;

/// <summary>Provides the actions of users, of Zoho and of time, for <see cref="BiginEmulator"/> and the control interface.</summary>
internal sealed class EmulatorActions(
    BiginEmulatorOptions options, AccountDirectory directory, ClientRegistry registry, SignIns signIns, Consents consents, CodeIssuer codes,
    SelfClientCodes selfClientCodes,
    TokenStore tokens, EmulatorFaults faults, EmulatorApi api, EmulatorClock clock, Journal journal)
{
    private static readonly string[] DefaultScopes = [BiginScopes.Org.Read, BiginScopes.Users.Read, BiginScopes.Modules.All];

    internal async Task<Uri> DecideAsync(Uri url, string user, string? organization, bool accepts, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(url);
        EmulatorUser known = FindUser(user);
        var formValues = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            [FormField.Email] = known.Email,
            [FormField.Decision] = accepts ? FormField.Accept : FormField.Reject,
        };
        if (organization is not null)
        {
            formValues[FormField.Organization] = FindOrganization(known, organization).Id;
        }

        using var browser = new EmulatorBrowser(directory, formValues, options.ListenAddress);
        return await browser.OpenAsync(url, cancellationToken).ConfigureAwait(false);
    }

    internal string CreateSelfClientCode(string user, string? organization, IEnumerable<string>? scopes, TimeSpan? validFor)
    {
        TimeSpan lifetime = validFor ?? SelfClientCodes.DefaultLifetime;
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(lifetime, TimeSpan.Zero, nameof(validFor));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(lifetime, SelfClientCodes.MaxLifetime, nameof(validFor));
        EmulatorUser known = FindUser(user);
        EmulatorOrganization picked = FindOrganization(known, organization);
        EmulatorClient client = selfClientCodes.FindClient(known)
            ?? throw new InvalidOperationException(
                $"No self client is registered at data center {known.DataCenter}. Add one to {nameof(BiginEmulatorOptions.Clients)}.");
        JsonObject? file = selfClientCodes.TryCreate(client, known, picked, ReadScopes(scopes), lifetime);
        return file?.ToJsonString()
            ?? throw new InvalidOperationException(
                $"The self client has had {options.CodesPerTenMinutes} codes in ten minutes. Raise "
                + $"{nameof(BiginEmulatorOptions.CodesPerTenMinutes)}, or advance the clock.");
    }

    internal string IssueRefreshToken(string user, string? organization, IEnumerable<string>? scopes, string? clientId)
    {
        EmulatorUser known = FindUser(user);
        EmulatorOrganization picked = FindOrganization(known, organization);
        DataCenter dataCenter = directory.GetDataCenter(known);
        EmulatorClient client =
            (clientId is null ? registry.FindFirst(EmulatorClientType.ServerBased, dataCenter) : registry.FindEnabled(clientId, dataCenter))
            ?? throw new ArgumentException(
                $"Data center {dataCenter.Id} doesn't know the client. The clients are: {string.Join(", ", registry.Clients)}.",
                nameof(clientId));
        return tokens.Issue(new Grant(client, known, picked, dataCenter, ReadScopes(scopes))).Value;
    }

    internal void RevokeAll(string user)
    {
        EmulatorUser known = FindUser(user);
        consents.Forget(known);
        codes.Forget(known);
        tokens.RevokeAll(known);
    }

    internal void ExpireAccessTokens() => tokens.ExpireAccessTokens();

    internal void Reset()
    {
        faults.Clear();
        api.Clear();
        clock.Reset();
        signIns.Reset();
        consents.Reset();
        codes.Reset();
        tokens.Reset();
        journal.Clear();
    }

    internal EmulatorUser FindUser(string user) => directory.FindUser(user)
        ?? throw new ArgumentException($"No user has this address. The users are: {string.Join(", ", options.Users)}.", nameof(user));

    private static EmulatorOrganization FindOrganization(EmulatorUser user, string? organization) =>
        organization is null
            ? user.Organizations.Count == 1 ? user.Organizations[0] : throw CreateOrganizationError(user, nameof(organization))
            : user.Organizations.FirstOrDefault(x => x.Id == organization || x.Name == organization) ?? throw new ArgumentException(
                $"The user doesn't belong to this organization. The user's organizations are: {string.Join(", ", user.Organizations)}.",
                nameof(organization));

    private static ArgumentException CreateOrganizationError(EmulatorUser user, string parameter) => new(
        user.Organizations.Count == 0
            ? "The user belongs to no organization."
            : $"Name an organization of the user. The user's organizations are: {string.Join(", ", user.Organizations)}.",
        parameter);

    private string[] ReadScopes(IEnumerable<string>? scopes)
    {
        string[] read = [.. scopes ?? DefaultScopes];
        string[] unknown = [.. read.Where(scope => !KnownScopes.Exists(scope, options))];
        return read.Length > 0 && unknown.Length == 0 ? read
            : throw new ArgumentException(
                $"These scopes don't exist: {string.Join(", ", unknown)}. Add them to {nameof(BiginEmulatorOptions.AdditionalScopes)}.",
                nameof(scopes));
    }
}
