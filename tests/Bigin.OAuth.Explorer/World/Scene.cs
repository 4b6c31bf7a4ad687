using System.Globalization;
using Bigin.OAuth.Explorer.Checks;
using Bigin.OAuth.Explorer.Scenarios;

namespace Bigin.OAuth.Explorer.World;

/// <summary>Holds what the servers of one play share.</summary>
internal sealed class Scene
{
    internal Scene(Scenario scenario, MemoryStore memory, int number)
    {
        Scenario = scenario;
        Key = string.Create(CultureInfo.InvariantCulture, $"tenant-{number}");
        Store = new SharedStore(memory, Key);
        Ledger = new Ledger(this);
        Bigin = new FakeBigin(this);
    }

    internal Scenario Scenario { get; }

    /// <summary>Gets the key of the connection. Servers that play again know nothing of it.</summary>
    internal string Key { get; }

    internal Timeline Timeline { get; } = new();

    internal SharedStore Store { get; }

    internal FakeBigin Bigin { get; }

    internal Ledger Ledger { get; }
}
