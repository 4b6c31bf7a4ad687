using Bigin.OAuth.Tool.Hosting;
using Bigin.OAuth.Tool.Output;
using Bigin.OAuth.Tool.Settings;
using Microsoft.Extensions.DependencyInjection;

namespace Bigin.OAuth.Tool.Connecting;

/// <summary>Connects with a code of Zoho's API console.</summary>
internal static class SelfClientConnect
{
    private const string StandardInput = "-";

    internal static async Task<int> RunAsync(
        ToolHost host, ConnectTarget target, string file, string? dataCenterId, CancellationToken cancellationToken)
    {
        DataCenter dataCenter = DataCenterOption.Find(host, dataCenterId ?? host.Options.HomeDataCenter);
        string text = await ReadAsync(host.Console, file, cancellationToken).ConfigureAwait(false);
        SelfClientCode code = host.Services.GetRequiredService<SelfClientCodeParser>().Parse(text, dataCenter).Match(
            accepted: it => it,
            rejected: it => throw new CommandException(ExitCode.Failed, $"{it.Message} Generate a new code in Zoho's API console."));
        ConnectResult result = await host.Console.WaitAsync(
            "Exchanging the code",
            () => host.Connections.ConnectAsync(target.Key, code, target.OrganizationChange, cancellationToken)).ConfigureAwait(false);
        return ConnectionResult.Write(host, target.Key, result);
    }

    private static async Task<string> ReadAsync(CommandConsole console, string file, CancellationToken cancellationToken)
    {
        if (file == StandardInput)
        {
            return console.IsInputTerminal
                ? await SecretInput.ReadAsync(console, "Code:", cancellationToken).ConfigureAwait(false)
                : await Task.Run(console.In.ReadToEnd, cancellationToken).WaitAsync(cancellationToken).ConfigureAwait(false);
        }

        try
        {
            return await File.ReadAllTextAsync(file, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            // Without the path, which may be the code.
            throw new CommandException(
                ExitCode.Usage, "The file of --self-client isn't there, or can't be read. A code goes to standard input: --self-client -.");
        }
    }
}
