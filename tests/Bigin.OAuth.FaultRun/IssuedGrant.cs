using System.Collections.Concurrent;

namespace Bigin.OAuth.FaultRun;

/// <summary>A refresh token that Bigin has issued, as the gate or the person who holds it has seen it.</summary>
/// <param name="Key">The key that it is for.</param>
/// <param name="Organization">The organization that the person picked.</param>
/// <param name="Code">The code that it came for, or null where a person holds it and has it imported.</param>
/// <param name="Request">The name of the request that it came for.</param>
/// <param name="IssuedAt">When a person got it who holds it.</param>
internal sealed record IssuedGrant(string Key, string Organization, string? Code, string? Request, DateTimeOffset IssuedAt)
{
    internal bool IsImported => Code is null;

    /// <summary>Gets the operations that are to store it.</summary>
    internal ConcurrentQueue<Operation> Operations { get; } = new();
}
