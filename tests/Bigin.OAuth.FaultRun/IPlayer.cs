namespace Bigin.OAuth.FaultRun;

/// <summary>Decides what happens, and when.</summary>
internal interface IPlayer
{
    int Rounds { get; }

    int ClockMoves { get; }

    int Expirations { get; }

    Task PlayAsync(TimeSpan duration);

    void Advance(TimeSpan by);
}
