using Bigin.OAuth.Tool.Hosting;
using Bigin.OAuth.Tool.Output;
using Microsoft.Extensions.DependencyInjection;

namespace Bigin.OAuth.Tool.Connecting;

/// <summary>
/// Connects by a link that is opened anywhere, and the address that the browser ends at. Works for every registered redirect URI.
/// </summary>
internal static class PastedConnect
{
    internal static async Task<int> RunAsync(ToolHost host, ConnectTarget target, CancellationToken cancellationToken)
    {
        await host.Connections.FindAsync(target.Key, cancellationToken).ConfigureAwait(false); // a store that can't work costs no consent
        AuthorizationRequest request = CreateRequest(host);
        host.Console.WriteNote(
            $"""
            Open this link in a browser, sign in, and accept:

            {request.Url.AbsoluteUri}

            The browser then shows a page, or that it can't reach one. Copy the whole address from its address bar. It is valid for a minute.
            """);
        AuthorizationResult authorization = await ReadAsync(host, request.Pending, cancellationToken).ConfigureAwait(false);
        ConnectResult result = await host.Console.WaitAsync(
            "Exchanging the code",
            () => host.Connections.ConnectAsync(target.Key, authorization, target.OrganizationChange, cancellationToken))
            .ConfigureAwait(false);
        return ConnectionResult.Write(host, target.Key, result);
    }

    private static AuthorizationRequest CreateRequest(ToolHost host)
    {
        try
        {
            return host.Services.GetRequiredService<AuthorizationUrlBuilder>().Build();
        }
        catch (InvalidOperationException exception)
        {
            throw new CommandException(ExitCode.Configuration, exception.Message, exception); // a self client has no links
        }
    }

    private static async Task<AuthorizationResult> ReadAsync(
        ToolHost host, PendingAuthorization pending, CancellationToken cancellationToken)
    {
        RedirectResponseParser parser = host.Services.GetRequiredService<RedirectResponseParser>();
        while (true)
        {
            string pasted = await SecretInput.ReadAsync(host.Console, "Address:", cancellationToken).ConfigureAwait(false);
            if (pasted.Length == 0)
            {
                throw new CommandException(ExitCode.Usage, "No address came. Send it to standard input.");
            }

            int query = pasted.IndexOf('?', StringComparison.Ordinal);
            AuthorizationResult? granted = parser.Parse(query < 0 ? pasted : pasted[query..], pending).Match(
                granted: it => it,
                denied: _ =>
                throw new CommandException(ExitCode.NotConnected, "The request was rejected in the browser. Nothing was changed."),
                failed: it => throw AuthorizationFailure.CreateException(it),
                rejected: it => Reject(host.Console, it));
            if (granted is not null)
            {
                return granted;
            }
        }
    }

    private static AuthorizationResult? Reject(CommandConsole console, RedirectRejected rejected)
    {
        console.WriteNote($"That address was not taken. {rejected.Message}");
        return console.IsInputTerminal ? null : throw new CommandException(ExitCode.Failed, "Nothing was changed.");
    }
}
