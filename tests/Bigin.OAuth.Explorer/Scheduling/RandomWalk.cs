namespace Bigin.OAuth.Explorer.Scheduling;

/// <summary>Decides by a seed: how often it interrupts, and how much goes wrong, differs from seed to seed.</summary>
internal sealed class RandomWalk : IDecider
{
    private readonly Dice _dice;
    private readonly int _interruptions;
    private int _faults;
    private int _earlyWaits;

    internal RandomWalk(Dice dice)
    {
        _dice = dice;
        _interruptions = dice.Pick([10, 25, 50, 80]);
        _faults = dice.Pick([0, 0, 1, 2, 4]);
        _earlyWaits = dice.Pick([0, 0, 1, 3]);
    }

    public int Decide(IReadOnlyList<Option> options)
    {
        if (!_dice.Chance(_interruptions))
        {
            return 0;
        }

        int chosen = _dice.Below(options.Count);
        Option option = options[chosen];
        if (option.Fault is not StepFault.None && (_faults == 0 || !_dice.Chance(30)))
        {
            return 0;
        }

        // What ends a wait before its time is that everybody else stands still for so long.
        bool isEarly = option.Step.Kind is StepKind.Wait && options[0].Step.Kind is not StepKind.Wait;
        if (isEarly && (_earlyWaits == 0 || !_dice.Chance(30)))
        {
            return 0;
        }

        _faults -= option.Fault is StepFault.None ? 0 : 1;
        _earlyWaits -= isEarly ? 1 : 0;
        return chosen;
    }
}
