using Microsoft.Extensions.DependencyInjection;

namespace Bigin.OAuth.Emulator;

/// <summary>Connects a key of a host that uses the emulator, from the link to the stored connection.</summary>
internal static class EmulatorConnect
{
    internal static async Task<BiginConnection> ConnectAsync(
        BiginEmulator emulator, IServiceProvider services, string key, string user, string? organization,
        CancellationToken cancellationToken)
    {
        // The organization is picked anew and a refresh token comes each time, also where something was connected before.
        AuthorizationUrlBuilder links = services.GetRequiredService<AuthorizationUrlBuilder>().WithForcedConsent();
        EmulatorUser? known = emulator.Users.FirstOrDefault(other => string.Equals(other.Email, user, StringComparison.OrdinalIgnoreCase));
        AuthorizationRequest request = (known?.DataCenter is { } id && AccountDirectory.IsApart(id) ? links.WithDataCenter(id) : links)
            .Build();

        Uri redirect = await emulator.AcceptAsync(request.Url, user, organization, cancellationToken).ConfigureAwait(false);
        RedirectResponse response = services.GetRequiredService<RedirectResponseParser>().Parse(redirect, request.Pending);
        if (response is not AuthorizationResult result)
        {
            throw new InvalidOperationException($"The emulator gave no code. {response}");
        }

        ConnectResult connected = await services.GetRequiredService<BiginConnections>()
            .ConnectAsync(key, result, OrganizationChange.Allow, cancellationToken).ConfigureAwait(false);
        return connected is Connected { Connection: { } connection }
            ? connection
            : throw new InvalidOperationException($"The key '{key}' could not be connected. {connected}");
    }
}
