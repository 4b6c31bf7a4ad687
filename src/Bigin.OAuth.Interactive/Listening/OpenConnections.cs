namespace Bigin.OAuth.Interactive;

/// <summary>
/// The connections that are open. Where there are too many, the one that has said nothing for longest makes room, so that a new one never
/// waits.
/// </summary>
internal sealed class OpenConnections
{
    /// <summary>More than any browser opens, and few enough that handles are left.</summary>
    internal const int Limit = 128;

    private readonly object _lock = new();
    private readonly LinkedList<(LoopbackConnection Connection, Task Served)> _open = [];

    internal int Count
    {
        get
        {
            lock (_lock)
            {
                return _open.Count;
            }
        }
    }

    /// <summary>Serves a connection, and forgets it when it ends.</summary>
    internal void Add(LoopbackConnection connection, Func<Task> serveAsync)
    {
        lock (_lock)
        {
            LinkedListNode<(LoopbackConnection, Task)> node = _open.AddLast((connection, Task.CompletedTask));
            node.Value = (connection, Task.Run(async () =>
            {
                try
                {
                    await serveAsync().ConfigureAwait(false);
                }
                finally
                {
                    Remove(node);
                }
            }));
        }

        if (Count > Limit)
        {
            CloseOldest();
        }
    }

    /// <summary>Closes the connection that has been silent for longest or, where all have sent a request, the oldest.</summary>
    /// <returns>False where none is open.</returns>
    internal bool CloseOldest()
    {
        lock (_lock)
        {
            LinkedListNode<(LoopbackConnection Connection, Task Served)>? oldest = _open.First;
            for (LinkedListNode<(LoopbackConnection Connection, Task Served)>? node = oldest; node is not null; node = node.Next)
            {
                if (!node.Value.Connection.IsRead)
                {
                    oldest = node;
                    break;
                }
            }

            if (oldest is null)
            {
                return false;
            }

            oldest.Value.Connection.Dispose();
            _open.Remove(oldest);
            return true;
        }
    }

    /// <summary>Waits until every connection has ended.</summary>
    internal Task WhenAllEndAsync()
    {
        lock (_lock)
        {
            return Task.WhenAll(_open.Select(it => it.Served));
        }
    }

    private void Remove(LinkedListNode<(LoopbackConnection, Task)> node)
    {
        lock (_lock)
        {
            if (node.List is not null)
            {
                _open.Remove(node);
            }
        }
    }
}
