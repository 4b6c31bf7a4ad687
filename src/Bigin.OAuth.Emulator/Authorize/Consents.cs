using System.Collections.Concurrent;

namespace Bigin.OAuth.Emulator;

/// <summary>Keeps the scopes that a user has accepted for an organization, so that the page is shown once.</summary>
internal sealed class Consents
{
    private readonly ConcurrentDictionary<(string Client, string User, string Organization, string Scope), bool> _accepted = new();

    internal void Remember(EmulatorUser user, EmulatorOrganization organization, AuthorizationQuery request)
    {
        foreach (string scope in request.Scopes)
        {
            _accepted[GetKey(user, organization, request, scope)] = true;
        }
    }

    internal bool Covers(EmulatorUser user, EmulatorOrganization organization, AuthorizationQuery request) =>
        request.Scopes.All(scope => _accepted.ContainsKey(GetKey(user, organization, request, scope)));

    internal void Forget(EmulatorUser user)
    {
        foreach ((string Client, string User, string Organization, string Scope) key in _accepted.Keys.Where(key => key.User == user.Email))
        {
            _accepted.TryRemove(key, out _);
        }
    }

    internal void Reset() => _accepted.Clear();

    private static (string Client, string User, string Organization, string Scope) GetKey(
        EmulatorUser user, EmulatorOrganization organization, AuthorizationQuery request, string scope) =>
        (request.Client.Id, user.Email, organization.Id, scope.ToUpperInvariant());
}
