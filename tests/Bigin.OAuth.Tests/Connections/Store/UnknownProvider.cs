using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;

namespace Bigin.OAuth.Tests.Connections.Store;

/// <summary>Gives the provider of the test another name, so that it is a relational database that the store does not know.</summary>
internal sealed class UnknownProvider : IDatabaseProvider
{
    public string Name => "Unknown";

    public bool IsConfigured(IDbContextOptions options) => true;
}
