using System.IO.MemoryMappedFiles;

namespace Bigin.OAuth.FaultRun;

/// <summary>The clock of all processes: real time, and ahead of it by the number in a file that all of them map, so that it jumps for all at once.</summary>
internal sealed class SharedClock : TimeProvider, IDisposable
{
    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _ticks;

    internal SharedClock(string path)
    {
        _file = MemoryMappedFile.CreateFromFile(path, FileMode.OpenOrCreate, mapName: null, sizeof(long));
        _ticks = _file.CreateViewAccessor();
    }

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + TimeSpan.FromTicks(_ticks.ReadInt64(0));

    /// <summary>For the one process that moves it.</summary>
    internal void Advance(TimeSpan by) => _ticks.Write(0, _ticks.ReadInt64(0) + by.Ticks);

    public void Dispose()
    {
        _ticks.Dispose();
        _file.Dispose();
    }
}
