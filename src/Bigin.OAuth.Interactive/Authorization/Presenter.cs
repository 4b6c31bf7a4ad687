using Microsoft.Extensions.Logging;

namespace Bigin.OAuth.Interactive;

/// <summary>Opens the browser, shows the link, and takes pasted addresses until one is the answer or the wait has ended.</summary>
internal sealed class Presenter(BiginInteractiveOptions options, ILogger logger)
{
    internal async Task PresentAsync(Uri link, AnswerDesk desk, CancellationToken cancellationToken)
    {
        try
        {
            bool isOpened = await OpenAsync(link, cancellationToken).ConfigureAwait(false);
            string? problem = null;
            while (!cancellationToken.IsCancellationRequested
                && await options.Prompt.ShowAsync(new InteractiveLink(link, isOpened, problem), cancellationToken)
                .ConfigureAwait(false) is { } pasted
                && desk.TakePasted(pasted) is { } reason)
            {
                problem = reason;
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The wait has ended.
        }
#pragma warning disable CA1031 // It goes to the caller of the wait.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            desk.Fail(exception);
        }
    }

    private async Task<bool> OpenAsync(Uri link, CancellationToken cancellationToken)
    {
        try
        {
            return await options.OpenBrowser(link, cancellationToken).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // The link is shown, so the person can go on.
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            InteractiveLog.BrowserNotOpened(logger, exception);
            return false;
        }
    }
}
