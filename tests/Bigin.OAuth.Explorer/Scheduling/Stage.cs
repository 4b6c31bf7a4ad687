using System.Runtime.ExceptionServices;

namespace Bigin.OAuth.Explorer.Scheduling;

/// <summary>Lets one of the waiting steps go on at a time, whenever everybody else stands still.</summary>
/// <remarks>
/// <para>
/// It runs on the thread pool, which has one thread here. A step that goes on completes a task, and what awaits that task runs at once or is
/// queued to the pool. The stage queues itself behind that. When it runs again and the queue is empty, nothing in the process can go on without
/// it: every operation waits for a step, for another operation, or is over. So no decision depends on time, on the load of the machine or on how
/// a continuation is run.
/// </para>
/// <para>Timers of the runtime only add an entry to the queue, and the stage waits one turn longer.</para>
/// </remarks>
internal sealed class Stage : IThreadPoolWorkItem, IDisposable
{
    private readonly ManualResetEventSlim _isDone = new();
    private readonly List<Step> _parked = [];
    private readonly List<Option> _options = [];
    private IEnumerator<bool>? _script;
    private ExceptionDispatchInfo? _failure;
    private int _lines;
    private int _line = -1;
    private bool _hasHeir;

    internal Stage()
    {
        ThreadPool.GetMaxThreads(out int threads, out _);
        if (threads != 1)
        {
            throw new InvalidOperationException(
                "The explorer needs a thread pool of one thread. Start it as a program, because its runtimeconfig.json says so.");
        }
    }

    /// <summary>Gets the decisions among several options so far.</summary>
    internal List<int> Choices { get; } = [];

    /// <summary>Gets the steps that went on so far.</summary>
    internal List<(Step Step, StepFault Fault)> Trace { get; } = [];

    internal IDecider Decider { get; set; } = new Replay([]);

    /// <summary>Gets or sets a value indicating whether there is a choice. Otherwise each step goes on in its turn.</summary>
    internal bool IsExploring
    {
        get => field;
        set => (field, _line, _hasHeir) = (value, -1, true); // what is parked next continues nothing
    }

    /// <summary>Gets or sets the number of steps after which a play counts as endless.</summary>
    internal int MaxSteps { get; set; } = 20_000;

    /// <summary>Gets or sets the number of decisions after which everything goes on in its turn.</summary>
    internal int MaxChoices { get; set; } = 150;

    /// <summary>Gets a value indicating whether a step other than a wait is parked.</summary>
    internal bool IsBusy => _parked.Exists(step => step.Kind is not StepKind.Wait);

    public void Dispose() => _isDone.Dispose();

    /// <summary>Plays a script to its end. It yields whenever it wants everybody to go on until nothing is parked.</summary>
    internal void Play(IEnumerable<bool> script)
    {
        _script = script.GetEnumerator();
        _isDone.Reset();
        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        _isDone.Wait();
        _failure?.Throw();
    }

    /// <summary>Forgets a play.</summary>
    internal void Clear()
    {
        _parked.Clear();
        Choices.Clear();
        Trace.Clear();
        (_lines, _line, _hasHeir) = (0, -1, true);
    }

    /// <summary>Gets a number that two plays share only if the same steps went on in the same order.</summary>
    internal ulong Fingerprint()
    {
        ulong hash = 14695981039346656037;
        foreach ((Step step, StepFault fault) in Trace)
        {
            hash = (hash ^ (ulong)(((step.Server + 1) * 1000) + ((int)step.Kind * 10) + (int)fault)) * 1099511628211;
        }

        return hash;
    }

    internal void Park(Step step)
    {
        // The first call that a step leads to goes on in its line. A wait is a line of its own: it may be the patience of another call.
        if (_hasHeir || step.Kind is StepKind.Wait)
        {
            step.Line = _lines++;
        }
        else
        {
            (step.Line, _hasHeir) = (_line, true);
        }

        _parked.Add(step);
    }

    internal void Withdraw(Step step) => _parked.Remove(step);

    internal void Withdraw(Predicate<Step> steps) => _parked.RemoveAll(steps);

    internal int Count(Predicate<Step> steps)
    {
        int count = 0;
        foreach (Step step in _parked)
        {
            count += steps(step) ? 1 : 0;
        }

        return count;
    }

    void IThreadPoolWorkItem.Execute()
    {
        try
        {
            if (ThreadPool.PendingWorkItemCount == 0 && !TryStep() && !_script!.MoveNext())
            {
                _isDone.Set();
                return;
            }
        }
        catch (Exception exception)
        {
            _failure = ExceptionDispatchInfo.Capture(exception);
            _isDone.Set();
            return;
        }

        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }

    private bool TryStep()
    {
        if (_parked.Count == 0)
        {
            return false;
        }

        if (Trace.Count >= MaxSteps)
        {
            return false; // the script looks at what is left
        }

        Step usual = Usual();
        Option chosen = new(usual, StepFault.None, 0);
        if (IsExploring && Choices.Count < MaxChoices)
        {
            ListOptions(usual);
            if (_options.Count > 1)
            {
                int choice = Decider.Decide(_options);
                Choices.Add(choice);
                chosen = _options[choice];
            }
        }

        _parked.Remove(chosen.Step);
        Trace.Add((chosen.Step, chosen.Fault));
        (_line, _hasHeir) = (chosen.Step.Line, false);
        chosen.Step.Run(chosen.Fault);
        return true;
    }

    /// <summary>Gets the step that goes on by itself: of the line that went on last, else the oldest, else the first wait.</summary>
    private Step Usual()
    {
        Step? oldest = null;
        Step? soonest = null;
        foreach (Step step in _parked)
        {
            if (step.Kind is StepKind.Wait)
            {
                soonest = soonest is null || step.Due < soonest.Due ? step : soonest;
            }
            else if (step.Line == _line)
            {
                return step;
            }
            else
            {
                oldest ??= step;
            }
        }

        return oldest ?? soonest!;
    }

    private void ListOptions(Step usual)
    {
        _options.Clear();
        _options.Add(new Option(usual, StepFault.None, 0));
        bool isInterrupted = usual.Line == _line || usual.Kind is StepKind.Wait;
        foreach (Step step in _parked)
        {
            int cost = step == usual ? 0 : isInterrupted || step.Kind is StepKind.Wait ? 1 : 0;
            if (step != usual)
            {
                _options.Add(new Option(step, StepFault.None, cost));
            }

            if (step.CanFail)
            {
                _options.Add(new Option(step, StepFault.Fails, cost + 1));
                if (step.CanLoseAnswer)
                {
                    _options.Add(new Option(step, StepFault.AnswerLost, cost + 1));
                }
            }
        }
    }
}
