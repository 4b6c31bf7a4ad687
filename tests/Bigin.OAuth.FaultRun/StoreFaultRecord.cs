namespace Bigin.OAuth.FaultRun;

/// <summary>A call of the store that a worker's store has failed.</summary>
internal sealed record StoreFaultRecord(string Worker, string Key, string Call, bool HasEffect, long At)
{
    internal bool IsWrite => Call is "save" or "delete";
}
