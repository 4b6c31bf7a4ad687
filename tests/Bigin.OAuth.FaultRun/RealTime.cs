namespace Bigin.OAuth.FaultRun;

/// <summary>The time of this machine in milliseconds, which all processes and the databases share, and which never jumps.</summary>
internal static class RealTime
{
    internal static long Now => TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();

    internal static string Text(long time) => time == long.MaxValue ? "never" : $"{DateTimeOffset.FromUnixTimeMilliseconds(time):HH:mm:ss.fff}";
}
