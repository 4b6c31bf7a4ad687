using System.Net;
using System.Net.Sockets;

namespace Bigin.OAuth.Interactive;

/// <summary>Listens on a port of both loopback addresses, and on nothing else.</summary>
internal static class LoopbackSockets
{
    // Browsers try ::1 first where the name is localhost. A program that listens there would get the code, so one address in use means that
    // the port is.
    private static readonly IPAddress[] Addresses = [IPAddress.Loopback, IPAddress.IPv6Loopback];

    // As many as wait while this program has no time. What is above is the system's to refuse.
    private const int Backlog = 512;

    /// <summary>Listens, or says why not. Then nothing is left open.</summary>
    internal static Socket[] TryListen(int port, out ListenFailure failure)
    {
        var sockets = new List<Socket>(Addresses.Length);
        failure = ListenFailure.LoopbackUnavailable;
        foreach (IPAddress address in Addresses)
        {
            SocketError error = TryListen(new IPEndPoint(address, port), out Socket? socket);
            if (socket is not null)
            {
                sockets.Add(socket);
            }
            else if (!IsAddressMissing(error))
            {
                sockets.ForEach(it => it.Dispose());
                failure = error is SocketError.AccessDenied ? ListenFailure.PortNotPermitted : ListenFailure.PortInUse;
                return [];
            }
        }

        return [.. sockets];
    }

    private static SocketError TryListen(IPEndPoint endpoint, out Socket? listening)
    {
        Socket? socket = null;
        try
        {
            socket = new Socket(endpoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp)
            {
                // Windows lets another program bind the port too unless this is set:
                // https://learn.microsoft.com/windows/win32/winsock/so-exclusiveaddruse
                ExclusiveAddressUse = true,
            };
            socket.Bind(endpoint);
            socket.Listen(Backlog);
            listening = socket;
            return SocketError.Success;
        }
        catch (SocketException exception)
        {
            socket?.Dispose();
            listening = null;
            return exception.SocketErrorCode;
        }
    }

    // A container without IPv6, say.
    private static bool IsAddressMissing(SocketError error) =>
        error is SocketError.AddressNotAvailable or SocketError.AddressFamilyNotSupported or SocketError.ProtocolNotSupported
            or SocketError.ProtocolFamilyNotSupported or SocketError.OperationNotSupported;
}
