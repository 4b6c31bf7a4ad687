namespace Bigin.OAuth.Explorer.Scheduling;

/// <summary>Decides who goes on.</summary>
internal interface IDecider
{
    /// <summary>Chooses one of several options, the first of which is what happens without an interruption and without a fault.</summary>
    int Decide(IReadOnlyList<Option> options);
}
