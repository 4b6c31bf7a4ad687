namespace Bigin.OAuth.Emulator;

/// <summary>Represents what a user has granted. Each code and token belongs to one.</summary>
/// <param name="Client">The client that asked.</param>
/// <param name="User">The user who accepted.</param>
/// <param name="Organization">The organization that was picked: Bigin binds code and tokens to it.</param>
/// <param name="DataCenter">The data center of the user's account, and the only place where code and tokens are known.</param>
/// <param name="Scopes">The scopes that were asked for and accepted.</param>
internal sealed record Grant(EmulatorClient Client, EmulatorUser User, EmulatorOrganization Organization, DataCenter DataCenter,
    IReadOnlyList<string> Scopes)
{
    internal bool IsOfSamePartiesAs(Grant other) =>
        Client == other.Client && User == other.User && Organization.Id == other.Organization.Id;
}
