using Bigin.OAuth.Tests.Connections.Store;

namespace Bigin.OAuth.ProcessTests;

/// <summary>Ends the processes that tests have left for each other, and drops the databases.</summary>
[SetUpFixture]
public sealed class Leftovers
{
    [OneTimeTearDown]
    public static async Task EndAsync()
    {
        try
        {
            await StoreWorkerProcess.EndAllAsync();
        }
        finally
        {
            await TestDatabase.DropEmptiedAsync();
        }
    }
}
