namespace Bigin.OAuth.FaultRun;

/// <summary>What a worker does to a connection.</summary>
internal enum OperationKind
{
    Connect,
    Import,
    Disconnect,
    Forget,
    Refresh,
}
