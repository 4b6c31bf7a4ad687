namespace Bigin.OAuth.Explorer.Scheduling;

/// <summary>Tries every order whose interruptions and faults cost no more than a bound, depth first, each from the start.</summary>
/// <seealso href="https://doi.org/10.1145/1250734.1250785">
/// Musuvathi, Qadeer: Iterative context bounding for systematic testing of multithreaded programs</seealso>
internal sealed class BoundedSearch(int bound) : IDecider
{
    private readonly List<Branch> _path = [];
    private int _position;
    private int _spent;

    public int Decide(IReadOnlyList<Option> options)
    {
        if (_position == _path.Count)
        {
            _path.Add(new Branch([.. options.Select(option => option.Cost)], 0, _spent));
        }

        Branch branch = _path[_position++];
        if (branch.Costs.Length != options.Count)
        {
            throw new InvalidOperationException("A schedule that is played again has other options than before. Something decides by chance.");
        }

        _spent = branch.Spent + branch.Costs[branch.Chosen];
        return branch.Chosen;
    }

    /// <summary>Goes on to the next order.</summary>
    /// <returns><see langword="false"/> when all were played.</returns>
    internal bool TryNext()
    {
        (_position, _spent) = (0, 0);
        for (int last = _path.Count - 1; last >= 0; last--)
        {
            Branch branch = _path[last];
            for (int next = branch.Chosen + 1; next < branch.Costs.Length; next++)
            {
                if (branch.Spent + branch.Costs[next] <= bound)
                {
                    _path.RemoveRange(last, _path.Count - last);
                    _path.Add(branch with { Chosen = next });
                    return true;
                }
            }
        }

        return false;
    }

    private sealed record Branch(int[] Costs, int Chosen, int Spent);
}
