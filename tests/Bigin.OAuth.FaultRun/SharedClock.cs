using System.IO.MemoryMappedFiles;

namespace Bigin.OAuth.FaultRun;

/// <summary>The clock of all processes: real time, and ahead of it by the number in a file that all of them map, so that it jumps for all at once.</summary>
internal sealed class SharedClock : TimeProvider, IDisposable
{
    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _ticks;
    private readonly Lock _lock = new();
    private readonly List<(long From, TimeSpan Ahead)> _jumps = [(0, TimeSpan.Zero)];

    internal SharedClock(string path)
    {
        var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite); // or Windows would refuse it to the next process
        _file = MemoryMappedFile.CreateFromFile(
            file, mapName: null, sizeof(long), MemoryMappedFileAccess.ReadWrite, HandleInheritability.None, leaveOpen: false);
        _ticks = _file.CreateViewAccessor();
    }

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + TimeSpan.FromTicks(_ticks.ReadInt64(0));

    /// <summary>Moves this clock and the emulator's. Only one process calls it.</summary>
    internal void Advance(TimeSpan by, Action<TimeSpan> advanceEmulator)
    {
        lock (_lock)
        {
            // Read before either clock moves. Otherwise ToReal translates a request that arrives between the two moves to a time long after the jump.
            long from = RealTime.Now;
            advanceEmulator(by);
            _ticks.Write(0, _ticks.ReadInt64(0) + by.Ticks);
            _jumps.Add((from, TimeSpan.FromTicks(_ticks.ReadInt64(0))));
        }
    }

    /// <summary>Translates a time of this clock into a real one.</summary>
    internal long ToReal(DateTimeOffset time)
    {
        lock (_lock)
        {
            (long from, TimeSpan ahead) = _jumps.FindLast(jump => (time - jump.Ahead).ToUnixTimeMilliseconds() >= jump.From);
            return Math.Max(from, (time - ahead).ToUnixTimeMilliseconds());
        }
    }

    /// <summary>Says how much time has passed by this clock between two real times.</summary>
    internal TimeSpan Between(long from, long until)
    {
        lock (_lock)
        {
            return TimeSpan.FromMilliseconds(until - from) + _jumps.FindLast(jump => jump.From <= until).Ahead - _jumps.FindLast(jump => jump.From <= from).Ahead;
        }
    }

    public void Dispose()
    {
        _ticks.Dispose();
        _file.Dispose();
    }
}
