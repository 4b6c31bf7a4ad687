using System.Collections.Concurrent;

namespace Bigin.OAuth.Emulator;

/// <summary>Remembers what a user has accepted for an organization, so that the page is not shown again without need.</summary>
internal sealed class Consents
{
    private readonly ConcurrentDictionary<(string User, string Organization, string Scope), bool> _accepted = new();

    internal void Remember(EmulatorUser user, EmulatorOrganization organization, AuthorizationQuery request)
    {
        foreach (string scope in request.Scopes)
        {
            _accepted[Key(user, organization, scope)] = true;
        }
    }

    internal bool Cover(EmulatorUser user, EmulatorOrganization organization, AuthorizationQuery request) =>
        request.Scopes.All(scope => _accepted.ContainsKey(Key(user, organization, scope)));

    internal void Forget(EmulatorUser user)
    {
        foreach ((string User, string Organization, string Scope) key in _accepted.Keys.Where(key => key.User == user.Email))
        {
            _accepted.TryRemove(key, out _);
        }
    }

    private static (string User, string Organization, string Scope) Key(EmulatorUser user, EmulatorOrganization organization, string scope) =>
        (user.Email, organization.Id, scope.ToUpperInvariant());
}
