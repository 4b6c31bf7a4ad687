using System.Diagnostics;

namespace Bigin.OAuth.Tests.Connections.Store;

/// <summary>Starts the program that shares a store with other processes; it was built beside the tests.</summary>
internal static class StoreWorkerProcess
{
    internal static Process Start(bool withError, params string[] arguments)
    {
        string build = Path.GetRelativePath(Repository.PathOf("tests", "Bigin.OAuth.Tests"), AppContext.BaseDirectory);
        string worker = Path.Combine(Repository.PathOf("tests", "Bigin.OAuth.StoreWorker"), build, "Bigin.OAuth.StoreWorker.dll");
        return Process.Start(new ProcessStartInfo("dotnet", [worker, .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = withError,
        })!;
    }
}
