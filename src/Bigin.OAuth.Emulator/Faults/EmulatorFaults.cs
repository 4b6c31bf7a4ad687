namespace Bigin.OAuth.Emulator;

/// <summary>Represents the queued faults, each for a later request.</summary>
/// <remarks>Thread-safe. A request takes at most one, with any method and parameters.</remarks>
public sealed class EmulatorFaults
{
    private readonly Dictionary<EmulatorEndpoint, LinkedList<(EmulatorFault Fault, int Times)>> _queues = [];
    private readonly Lock _lock = new();

    internal EmulatorFaults()
    {
    }

    /// <summary>Queues a fault for the next request of an endpoint, after those that are queued for it already.</summary>
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="fault">The fault.</param>
    /// <exception cref="ArgumentNullException">The fault is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The endpoint doesn't exist.</exception>
    public void Next(EmulatorEndpoint endpoint, EmulatorFault fault) => Next(endpoint, fault, times: 1);

    /// <summary>Queues a fault for the next requests of an endpoint, after those that are queued for it already.</summary>
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="fault">The fault.</param>
    /// <param name="times">The number of requests, at least 1. <see cref="int.MaxValue"/> lasts until <see cref="Clear"/>.</param>
    /// <exception cref="ArgumentNullException">The fault is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The endpoint doesn't exist, or <paramref name="times"/> is less than one.</exception>
    public void Next(EmulatorEndpoint endpoint, EmulatorFault fault, int times)
    {
        ArgumentNullException.ThrowIfNull(fault);
        ArgumentOutOfRangeException.ThrowIfLessThan(times, 1);
        if (!Enum.IsDefined(endpoint))
        {
            throw new ArgumentOutOfRangeException(nameof(endpoint), endpoint, "The endpoint doesn't exist.");
        }

        lock (_lock)
        {
            if (!_queues.TryGetValue(endpoint, out LinkedList<(EmulatorFault Fault, int Times)>? queue))
            {
                _queues.Add(endpoint, queue = new LinkedList<(EmulatorFault Fault, int Times)>());
            }

            queue.AddLast((fault, times));
        }
    }

    /// <summary>Removes every queued fault.</summary>
    public void Clear()
    {
        lock (_lock)
        {
            _queues.Clear();
        }
    }

    internal EmulatorFault? Take(EmulatorEndpoint endpoint)
    {
        lock (_lock)
        {
            if (_queues.GetValueOrDefault(endpoint)?.First is not { } first)
            {
                return null;
            }

            (EmulatorFault fault, int times) = first.Value;
            if (times == 1)
            {
                first.List!.Remove(first);
            }
            else
            {
                first.Value = (fault, times == int.MaxValue ? times : times - 1);
            }

            return fault;
        }
    }
}
