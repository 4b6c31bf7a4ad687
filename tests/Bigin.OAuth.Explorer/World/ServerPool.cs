using Bigin.OAuth.Explorer.Scheduling;

namespace Bigin.OAuth.Explorer.World;

/// <summary>Keeps servers that have come to rest for the next play, because making a container takes longer than a play.</summary>
internal sealed class ServerPool(Stage stage)
{
    // A server keeps a little of each key, and of each code for its minute.
    private const int MaxPlays = 500;

    private readonly Dictionary<(ReplacedTokenRevocation Revocation, int Index), Server> _servers = [];

    internal MemoryStore Memory { get; } = new();

    internal Server Take(Scene scene, int index)
    {
        ReplacedTokenRevocation revocation = scene.Scenario.Revocation;
        if (!_servers.Remove((revocation, index), out Server? server) || server.Plays == MaxPlays)
        {
            server = new Server(index, revocation, stage);
        }

        server.Join(scene);
        return server;
    }

    /// <summary>Gives back a server, unless it is over or something of it is under way.</summary>
    internal void GiveBack(Server server, ReplacedTokenRevocation revocation)
    {
        if (!server.IsGone && !server.IsStopping && server.Calls.Count == 0 && stage.Count(step => step.Server == server.Index) == 0)
        {
            _servers[(revocation, server.Index)] = server;
        }
    }
}
