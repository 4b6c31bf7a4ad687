using System.Text.Json;

namespace Bigin.OAuth.FaultRun;

/// <summary>What a worker is told, in a file, because arguments can be seen by every user of the machine.</summary>
internal sealed record WorkerSettings(
    string Folder,
    string Database,
    string ConnectionString,
    string ClientId,
    string ClientSecret,
    ReplacedTokenRevocation Replaced,
    int MostStorePause,
    IReadOnlyDictionary<string, Uri> Servers,
    IReadOnlyList<Tenant> Tenants)
{
    internal string Clock => Path.Combine(Folder, "clock");

    internal string KeyRing => Path.Combine(Folder, "keys");

    internal static WorkerSettings Read(string path) => JsonSerializer.Deserialize<WorkerSettings>(File.ReadAllText(path))!;

    internal string Write()
    {
        string path = Path.Combine(Folder, "settings.json");
        File.WriteAllText(path, JsonSerializer.Serialize(this));
        return path;
    }
}
