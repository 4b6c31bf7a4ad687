using Microsoft.Extensions.DependencyInjection;

namespace Bigin.OAuth.Tests.Connections;

/// <summary>How long the library waits between tries, and for others who may be slow.</summary>
internal static class Waits
{
    /// <summary>
    /// Lets every wait of up to ten seconds pass at once: the pauses between tries, the wait for a lease, and the two seconds that a caller gives a check or an
    /// early refresh. So it is not for tests of those two.
    /// </summary>
    internal static void PassWaits(this IServiceCollection services) =>
        services.UseWaits(new PassingWaits(TimeSpan.FromSeconds(10)));

    /// <summary>Has the library wait by a clock of the test's.</summary>
    internal static void UseWaits(this IServiceCollection services, TimeProvider waits) => services.AddKeyedSingleton("Bigin.OAuth.Waits", waits);
}
