using Bigin.OAuth.Emulator;
using Microsoft.Extensions.DependencyInjection;

namespace Bigin.OAuth.Tests.Readme;

/// <summary>The code of docs/emulator.md beside that of <see cref="QuickStart"/>, compiled and run. <see cref="Readme_code"/> compares the two.</summary>
internal static class EmulatorGuide
{
    internal static void LetGoWrong(BiginEmulator emulator)
    {
        emulator.Faults.Next(EmulatorEndpoint.Token, EmulatorFault.HtmlError);
        emulator.Faults.Next(EmulatorEndpoint.Token, EmulatorFault.Throttle.WithRetryAfter(TimeSpan.FromMinutes(5)), times: 2);
        emulator.Faults.Next(EmulatorEndpoint.Api, EmulatorFault.CutConnection);
    }

    internal static void ActBehindTheClientsBack(BiginEmulator emulator)
    {
        emulator.RevokeAll("one@example.com"); // the user removed the application: their tokens end, and consent is asked again
        emulator.ExpireAccessTokens();         // of all users, while refresh tokens stay valid
    }

    internal static async Task<(string Json, RefreshToken Token)> ConnectWithoutBrowserAsync(BiginEmulator emulator)
    {
        string json = await emulator.CreateSelfClientCodeAsync(user: "one@example.com", scopes: [BiginScopes.Org.Read]); // self_client.json of the API console
        RefreshToken token = emulator.IssueRefreshToken(user: "one@example.com");                                        // one that an older integration holds

        return (json, token);
    }

    internal static void AddClient(BiginEmulatorOptions options)
    {
        options.Clients.Add(new EmulatorClient("1000.EUROPE", "secret") { DataCenters = ["eu", "uk"], Secrets = { ["uk"] = "another" } });
    }

    internal static void MapTheApi(BiginEmulator emulator)
    {
        emulator.Api.Map("GET", "Deals", request => EmulatorApiResponse.Json(new { data = new[] { new { id = "1", Deal_Name = $"Deal of {request.Organization.Name}" } } }));
        emulator.Api.Map("POST", "Contacts", _ => EmulatorApiResponse.Error(403, "NO_PERMISSION", "permission denied"));
        emulator.Api.Map("DELETE", "Contacts", _ => EmulatorApiResponse.Empty(503).WithRetryAfter(TimeSpan.FromMinutes(5)));
    }

    internal static void ShareOne(IServiceCollection services, Action<BiginOAuthOptions> configure)
    {
        services.AddBiginOAuth(configure).UseEmulator(new Uri("http://127.0.0.1:9410"));
    }

    internal static async Task<BiginConnection> ConnectATenantAsync(BiginEmulator emulator, IServiceProvider provider)
    {
        BiginConnection connected = await emulator.ConnectAsync(provider, "tenant-42", user: "three@example.com", organization: "Birch Bicycles");

        return connected;
    }
}
