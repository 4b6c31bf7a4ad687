namespace Bigin.OAuth.FaultRun;

/// <summary>What a store throws that is made to fail.</summary>
internal sealed class StoreFault(string message) : Exception(message);
