namespace Bigin.OAuth.FaultRun;

/// <summary>Something that must hold: how often it was looked at, and where it did not.</summary>
internal sealed class Check(string name, Action<string> report)
{
    private readonly Lock _lock = new();

    internal string Name => name;

    internal int Looks { get; private set; }

    internal int Violations { get; private set; }

    internal void That(bool holds, Func<string> otherwise)
    {
        lock (_lock)
        {
            Looks++;
            Violations += holds ? 0 : 1;
            if (!holds && Violations <= 20)
            {
                report($"VIOLATION {name}: {otherwise()}");
            }
        }
    }
}
