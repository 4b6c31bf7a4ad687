namespace Bigin.OAuth.Explorer.Scheduling;

/// <summary>Repeats the decisions of a printed schedule.</summary>
internal sealed class Replay(IReadOnlyList<int> choices) : IDecider
{
    private int _position;

    public int Decide(IReadOnlyList<Option> options)
    {
        int choice = _position < choices.Count ? choices[_position] : 0;
        _position++;
        return choice < options.Count
            ? choice
            : throw new InvalidOperationException("The schedule does not fit: there is no such option. Was it printed by another version?");
    }
}
