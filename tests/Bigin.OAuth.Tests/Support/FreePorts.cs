using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace Bigin.OAuth.Tests;

/// <summary>Ports on which nothing listens, each given to one test of all processes that run tests.</summary>
internal static class FreePorts
{
    // Above those that bigin connect --emulator takes, and below those that the system gives to clients.
    private const int Lowest = 30_100;
    private const int Highest = 32_700;

    private static readonly ConcurrentDictionary<int, Mutex> Taken = new();

    // Read when the first test asks for a port. After that only tests take ports of this range, and each reserves its own.
    private static readonly Lazy<HashSet<int>> InUse = new(ReadInUse);

    internal static int Take() => TakeConsecutive(1);

    /// <summary>Takes as many consecutive ports as there are data centers, and returns the first.</summary>
    internal static int TakeForEmulator() => TakeConsecutive(DataCenter.All.Count);

    internal static Uri TakeRedirectUri(string path = "/callback") => new($"http://localhost:{Take()}{path}");

    /// <summary>Tells whether this process listens on neither loopback address, and has no connection open that came to the port.</summary>
    /// <remarks>
    /// To bind the port would tell something else: a process that another test starts has a copy of each socket of this one, until it runs its own program.
    /// Nor does a bind notice a connection that is still open: Linux allows it beside one, where the option SO_REUSEADDR is set, as .NET does.
    /// </remarks>
    internal static bool IsFree(int port)
    {
        if (!OperatingSystem.IsLinux())
        {
            return CanBind(port);
        }

        HashSet<string> sockets = [.. ReadSockets("/proc/self/net/tcp", port), .. ReadSockets("/proc/self/net/tcp6", port)];
        return !Directory.EnumerateFiles("/proc/self/fd").Any(handle => new FileInfo(handle).LinkTarget is { } target && sockets.Contains(target));
    }

    /// <summary>Waits until ports can be listened on again, after what this process has closed.</summary>
    internal static async Task WaitForCopiesAsync(int first, int count = 1)
    {
        using var hang = new CancellationTokenSource(Hang.Limit);
        while (!Enumerable.Range(first, count).All(CanBind))
        {
            await Task.Delay(1, hang.Token);
        }
    }

    /// <summary>Listens as another program would.</summary>
    internal static Socket Listen(IPAddress address, int port)
    {
        Socket socket = Bind(address, port);
        socket.Listen();
        return socket;
    }

    private static int TakeConsecutive(int count)
    {
        int first;
        do
        {
            first = RandomNumberGenerator.GetInt32(Lowest, Highest);
        }
        while (!Enumerable.Range(first, count).All(port => TryReserve(port) && IsUnused(port)));

        return first;
    }

    // Without binding the port where that can be: a process that another test starts would have a copy of the socket for a moment, and
    // this test would find its own port taken. Windows copies none, and has ports that no program may bind.
    private static bool IsUnused(int port) => OperatingSystem.IsWindows() ? CanBind(port) : !InUse.Value.Contains(port);

    // Linux takes milliseconds to list them.
    private static HashSet<int> ReadInUse()
    {
        var machine = IPGlobalProperties.GetIPGlobalProperties();
        return [.. machine.GetActiveTcpListeners().Select(listener => listener.Port), .. machine.GetActiveTcpConnections().Select(connection => connection.LocalEndPoint.Port)];
    }

    // The other processes are those of other test projects, and of other copies of the repository, in other sessions too.
    private static bool TryReserve(int port)
    {
        Mutex reservation;
        bool isFirst;
        try
        {
            reservation = new Mutex(initiallyOwned: false, $@"Global\Bigin.OAuth.Tests.{port}", out isFirst);
        }
        catch (UnauthorizedAccessException)
        {
            return false; // of another user
        }

        if (isFirst && Taken.TryAdd(port, reservation))
        {
            return true;
        }

        reservation.Dispose();
        return false;
    }

    private static bool CanBind(int port) => CanBind(IPAddress.Loopback, port) && CanBind(IPAddress.IPv6Loopback, port);

    // Without listening: nothing that has a copy of such a socket is in anyone's way.
    private static bool CanBind(IPAddress address, int port)
    {
        try
        {
            Bind(address, port).Dispose();
            return true;
        }
        catch (SocketException exception)
        {
            // Without IPv6, say, the other address is enough.
            return exception.SocketErrorCode is not (SocketError.AddressAlreadyInUse or SocketError.AccessDenied);
        }
    }

    private static Socket Bind(IPAddress address, int port)
    {
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(address, port));
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    // Number, local address with port, …, the tenth the inode: https://docs.kernel.org/networking/proc_net_tcp.html
    private static IEnumerable<string> ReadSockets(string table, int port) =>
        from line in File.Exists(table) ? File.ReadLines(table).Skip(1) : [] // there is none for IPv6 where the machine has no IPv6
        let columns = line.Split(' ', StringSplitOptions.RemoveEmptyEntries)
        where int.Parse(columns[1].Split(':')[1], NumberStyles.HexNumber, CultureInfo.InvariantCulture) == port
        select $"socket:[{columns[9]}]";
}
