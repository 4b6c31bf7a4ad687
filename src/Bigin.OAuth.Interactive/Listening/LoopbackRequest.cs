namespace Bigin.OAuth.Interactive;

/// <summary>What was read of a connection so far.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Query">What follows the question mark, as it was sent, or null where there is none. It may hold a code.</param>
internal readonly record struct LoopbackRequest(LoopbackRequestKind Kind, string? Query = null)
{
    public override string ToString() => $"LoopbackRequest {{ Kind = {Kind} }}";
}
