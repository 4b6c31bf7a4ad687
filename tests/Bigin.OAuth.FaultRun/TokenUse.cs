namespace Bigin.OAuth.FaultRun;

/// <summary>What is known of one refresh token: how often a refresh was counted and sent.</summary>
internal sealed class TokenUse
{
    internal int Countings { get; set; }

    internal List<RefreshRequest> Requests { get; } = [];
}
