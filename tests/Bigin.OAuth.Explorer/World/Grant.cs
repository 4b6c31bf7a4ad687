using Bigin.OAuth.Explorer.Scenarios;

namespace Bigin.OAuth.Explorer.World;

/// <summary>Represents one consent as Bigin knows it, and what became of its refresh token.</summary>
internal sealed class Grant(int number, string organization, bool isHidden, Call? call)
{
    internal string Name { get; } = $"r{number}";

    internal string RefreshToken { get; init; } = $"refresh-{number}";

    internal string Organization { get; } = organization;

    /// <summary>Gets a value indicating whether the organization can't be read with this grant.</summary>
    internal bool IsHidden { get; } = isHidden;

    /// <summary>Gets the connect that it was issued to, or <see langword="null"/> where it is there from the start.</summary>
    internal Call? Call { get; } = call;

    /// <summary>Gets a value indicating whether the caller of an import had it before.</summary>
    internal bool IsHeld { get; init; }

    /// <summary>Gets or sets the server that imported it after it had ended.</summary>
    internal Server? BroughtBackBy { get; set; }

    internal bool IsAlive { get; set; } = true;

    internal bool IsEndedByUser { get; set; }

    /// <summary>Gets or sets a value indicating whether a disconnect asked Bigin to end it.</summary>
    internal bool IsEndedByDisconnect { get; set; }

    /// <summary>Gets or sets a value indicating whether it was revoked by a connect that couldn't see whether it had been saved.</summary>
    internal bool IsEndedUnseen { get; set; }

    /// <summary>Gets or sets a value indicating whether the answer that brought it was lost on the way.</summary>
    internal bool IsLostOnTheWay { get; set; }

    /// <summary>Gets or sets a value indicating whether a revocation of it was sent and failed.</summary>
    internal bool HasRevocationFailed { get; set; }

    /// <summary>Gets or sets the moment at which it came into the row.</summary>
    internal DateTimeOffset? StoredAt { get; set; }

    /// <summary>Gets or sets the moment at which it left the row.</summary>
    internal DateTimeOffset? LeftAt { get; set; }

    /// <summary>Gets or sets the grant that took its place in the row, or <see langword="null"/> where the row was deleted.</summary>
    internal Grant? Successor { get; set; }

    /// <summary>Gets or sets the server whose write took it out of the row.</summary>
    internal Server? LeftBy { get; set; }

    /// <summary>Gets or sets a value indicating whether the row knew that it was replaced by a grant of another organization.</summary>
    internal bool IsOfOtherOrganization { get; set; }

    /// <summary>Gets or sets a value indicating whether a server has read its row and couldn't decrypt it.</summary>
    internal bool WasUnreadable { get; set; }

    /// <summary>Gets or sets a value indicating whether its row was deleted without a revocation, as the host had asked.</summary>
    internal bool IsForgotten { get; set; }

    /// <summary>Gets or sets a value indicating whether an insert whose answer was lost was repeated after another server had deleted the row.</summary>
    internal bool IsInsertedAgain { get; set; }
}
