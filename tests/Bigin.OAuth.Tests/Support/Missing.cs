using System.Collections.Concurrent;

namespace Bigin.OAuth.Tests;

/// <summary>Skips a test where the machine lacks what it needs.</summary>
internal static class Missing
{
    private static readonly ConcurrentDictionary<string, bool> Said = new();

    /// <summary>Ends the running test as skipped. The reason is printed once, for all tests that it skips.</summary>
    internal static void Skip(string reason)
    {
        if (Said.TryAdd(reason, true))
        {
            TestContext.Error.WriteLine($"Skipped: {reason}");
        }

        Assert.Ignore(reason);
    }
}
