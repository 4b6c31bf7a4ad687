namespace Bigin.OAuth.Emulator;

/// <summary>Represents a Bigin organization that users of the emulator belong to.</summary>
/// <param name="id">The id, such as <c>942010964</c>.</param>
/// <param name="name">The name that the organization picker shows.</param>
public sealed class EmulatorOrganization(string id, string name)
{
    /// <summary>Gets the id.</summary>
    public string Id { get; } = id;

    /// <summary>Gets the name that the organization picker shows.</summary>
    public string Name { get; } = name;

    /// <summary>Returns the name and the id.</summary>
    /// <returns>The name and the id.</returns>
    public override string ToString() => $"{Name} ({Id})";
}
