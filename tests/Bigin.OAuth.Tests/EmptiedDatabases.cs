using Bigin.OAuth.Tests.Connections.Store;

namespace Bigin.OAuth.Tests;

/// <summary>Leaves nothing on the PostgreSQL server, once all tests are done.</summary>
[SetUpFixture]
public sealed class EmptiedDatabases
{
    [OneTimeTearDown]
    public static Task DropAsync() => TestDatabase.DropEmptiedAsync();
}
