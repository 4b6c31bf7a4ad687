using Bigin.OAuth.Emulator;

namespace Bigin.OAuth.Tool.Hosting;

/// <summary>An emulator that lives as long as one command, with a connection that exists already.</summary>
internal static class OwnEmulator
{
    private const string User = "one@example.com";

    /// <summary>Connects a key with a refresh token that the emulator issues.</summary>
    internal static async Task ConnectAsync(ToolHost host, string key, CancellationToken cancellationToken)
    {
        if (host.Emulator is not { } emulator)
        {
            return;
        }

        EmulatorUser user = emulator.Users.First(user => user.Email == User);
        DataCenter dataCenter = emulator.DataCenters.First(dataCenter => dataCenter.Id == user.DataCenter);
        RefreshToken token = emulator.IssueRefreshToken(user.Email, scopes: host.Options.Scopes, clientId: host.Options.ClientId);
        ConnectResult result = await host.Connections.ImportAsync(key, token, dataCenter, cancellationToken: cancellationToken)
            .ConfigureAwait(false);
        result.Match(
            connected: it => it,
            failed: it => throw new CommandException(ExitCode.Failed, it.Error.Hint),
            refreshTokenMissing: _ => throw new CommandException(ExitCode.Failed, "The emulator sent no refresh token."),
            differentOrganization: _ => throw new CommandException(ExitCode.Failed, "The emulator has another organization."));
        host.Console.WriteNote(
            $"An emulated Bigin serves this command. {key} is connected to {ConnectionName(user)}. No data is real, and nothing is kept.");
    }

    private static string ConnectionName(EmulatorUser user) => user.Organizations[0].Name;
}
