namespace Bigin.OAuth.Tests;

/// <summary>The bound of every wait. A machine that is slow doesn't meet it, what hangs does.</summary>
internal static class Hang
{
    internal static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);
}
