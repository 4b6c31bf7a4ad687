namespace Bigin.OAuth.Emulator;

/// <summary>Represents a person who can sign in to the emulator. There are no passwords.</summary>
/// <param name="email">The address to sign in with.</param>
/// <param name="name">The name that the pages show.</param>
/// <param name="dataCenter">The id of the data center that holds the account, such as <c>us</c>.</param>
/// <param name="organizations">The Bigin organizations that the user belongs to: none, one, or several to pick from.</param>
public sealed class EmulatorUser(string email, string name, string dataCenter, params EmulatorOrganization[] organizations)
{
    /// <summary>Gets the address to sign in with.</summary>
    public string Email { get; } = email;

    /// <summary>Gets the name that the pages show.</summary>
    public string Name { get; } = name;

    /// <summary>Gets the id of the data center that holds the account.</summary>
    public string DataCenter { get; } = dataCenter;

    /// <summary>Gets the Bigin organizations that the user belongs to.</summary>
    public IReadOnlyList<EmulatorOrganization> Organizations { get; } = organizations;

    /// <summary>Returns the address to sign in with.</summary>
    /// <returns>The address.</returns>
    public override string ToString() => Email;
}
