namespace Bigin.OAuth.ProcessTests;

/// <summary>Ends the processes that tests have left for each other.</summary>
[SetUpFixture]
public sealed class StoreWorkers
{
    [OneTimeTearDown]
    public Task End() => StoreWorkerProcess.EndAllAsync();
}
