namespace Bigin.OAuth;

/// <summary>What is asked of an accounts server.</summary>
internal enum TokenOperation
{
    Exchange,
    Refresh,
    Revoke,
}
