namespace Bigin.OAuth;

/// <summary>Names the Bigin organization that a connection belongs to: the one that the user picked.</summary>
public sealed class BiginOrganization
{
    internal BiginOrganization(string id, string? name) => (Id, Name) = (id, name);

    /// <summary>Gets the id, such as <c>942010964</c>: Bigin's <c>zgid</c>.</summary>
    public string Id { get; }

    /// <summary>Gets the name when the connection was made, or null where Bigin gave none.</summary>
    public string? Name { get; }

    /// <summary>Describes the organization.</summary>
    /// <returns>The name and the id.</returns>
    public override string ToString() => Name is null ? Id : $"{Name} ({Id})";
}
