using System.Security.Cryptography;
using Bigin.OAuth.Tool.Hosting;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;

namespace Bigin.OAuth.Tool.Doctor;

/// <summary>Checks that the store can be read and written, and that the key ring encrypts.</summary>
internal static class StoreCheck
{
    private const string Store = "store";
    private const string KeyRing = "key ring";
    private const string Probe = "bigin doctor";

    internal static async IAsyncEnumerable<Finding> RunAsync(ToolHost host)
    {
        yield return await CheckStoreAsync(host).ConfigureAwait(false);
        if (!host.Settings.UsesOwnEmulator)
        {
            yield return CheckKeyRing(host);
        }
    }

    private static async Task<Finding> CheckStoreAsync(ToolHost host)
    {
        try
        {
            IBiginConnectionStore store = host.Services.GetRequiredService<IBiginConnectionStore>();
            await store.FindStampAsync(Probe).ConfigureAwait(false);
            await store.TryDeleteAsync(Probe, "a stamp that no row has").ConfigureAwait(false); // a write that changes nothing
            return Finding.Ok(Store, $"Connections are in {host.Storage}. It can be read and written.");
        }
#pragma warning disable CA1031 // Every exception of a database is a finding.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            return Finding.Problem(
                Store,
                ExitCode.Configuration,
                $"{host.Storage} can't be used. {exception.Message} {exception.InnerException?.Message}".TrimEnd(),
                host.Settings.Database is null
                ? "Check the folder's owner and the free space, or choose another one with --profile."
                : "Check the database, its table and the rights of its user, or correct --database.");
        }
    }

    private static Finding CheckKeyRing(ToolHost host)
    {
        try
        {
            IDataProtector protector = host.Services.GetRequiredService<IDataProtectionProvider>().CreateProtector(Probe);
            protector.Unprotect(protector.Protect([1]));
            return Finding.Ok(KeyRing, "It encrypts and decrypts.");
        }
        catch (Exception exception) when (exception is CryptographicException or InvalidOperationException
            or IOException or UnauthorizedAccessException)
        {
            return Finding.Problem(
                KeyRing,
                ExitCode.Configuration,
                exception.Message,
                host.Settings.Database is null
                ? "Check the owner of the folder keys in the profile folder."
                : "Name the program's own key ring with --key-ring. A ring that a certificate protects can't be used here.");
        }
    }
}
