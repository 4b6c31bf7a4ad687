namespace Bigin.OAuth.EntityFrameworkCore;

/// <summary>Describes a lease that is to be taken, its times in Unix milliseconds.</summary>
/// <param name="Owner">The random name of the lease.</param>
/// <param name="From">Now. A lease that ends until then is over.</param>
/// <param name="Until">When the lease ends by itself.</param>
/// <param name="TooLate">The latest end of a lease that counts. One with a later end was taken by a process with a wrong clock.</param>
internal sealed record ConnectionLease(string Owner, long From, long Until, long TooLate);
