using System.CommandLine;
using Bigin.OAuth.Tool.Connecting;
using Bigin.OAuth.Tool.Settings;
using Microsoft.Extensions.DependencyInjection;

namespace Bigin.OAuth.Tool.Commands;

/// <summary>
/// <c>bigin connect</c>: asks the person for consent in a browser, by a pasted address, or by a code of Zoho's API console.
/// </summary>
internal static class ConnectCommand
{
    internal static Command Create(CommandRunner runner)
    {
        Argument<string> key = KeyArgument.CreateOptional();
        var paste = new Option<bool>("--paste")
        {
            Description = "Open no browser here and listen on no port: show the link, and read the address that the browser ends at from "
                + "standard input.",
        };
        var selfClient = new Option<string?>("--self-client")
        {
            HelpName = "file",
            Description = "Use the file self_client.json of Zoho's API console. - reads the file, or the code alone, from standard input."
        };
        Option<string?> dataCenter = DataCenterOption.Create(
            "The data center of the console for --self-client. Without it, HomeDataCenter of the settings.", isRequired: false);
        var allow = new Option<bool>("--allow-organization-change")
        {
            Description = "Let the key move to another organization than the one that it is connected to.",
        };
        var command =
            new Command(
                "connect", "Connects a key to the organization that the person picks, in place of the connection that may be there.") { key,
                paste, selfClient, dataCenter, allow };
        command.Validators.Add(result =>
        {
            if (result.GetValue(paste) && result.GetValue(selfClient) is not null)
            {
                result.AddError("--paste and --self-client are two ways to connect. Leave one of them out.");
            }
        });
        runner.SetAction(
            command,
            (host, arguments, cancellationToken) =>
            {
                var target = new ConnectTarget(
                    arguments.GetRequiredValue(key), arguments.GetValue(allow) ? OrganizationChange.Allow : OrganizationChange.Ask);
                return arguments.GetValue(selfClient) is { } file
                    ? SelfClientConnect.RunAsync(host, target, file, arguments.GetValue(dataCenter), cancellationToken)
                    : arguments.GetValue(paste) ? PastedConnect.RunAsync(host, target, cancellationToken)
                    : BrowserConnect.RunAsync(host, target, cancellationToken);
            },
            (builder, arguments) =>
            {
                if (arguments.GetValue(selfClient) is not null)
                {
                    return;
                }

                // Bigin sends a refresh token only with a consent that was given anew, and without one there is nothing to store.
                builder.Configure(client => client.Services.Configure<BiginOAuthOptions>(options => options.ForceConsent = true));
                if (!arguments.GetValue(paste))
                {
                    BrowserConnect.Configure(builder);
                }
            });
        return command;
    }
}
