using Microsoft.Extensions.Logging;

namespace Bigin.OAuth.Interactive;

/// <summary>Takes what browsers and people bring, until one of them brings the verified answer; then shows the last page.</summary>
internal sealed class AnswerDesk(
    RedirectResponseParser parser, PendingAuthorization pending, LoopbackEndpoint endpoint, PageWriter pages, ILogger logger)
{
    private readonly TaskCompletionSource<RedirectResponse> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<string> _lastPage = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _delivered = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _isHttpsReported;

    /// <summary>Gets the verified answer, once it is there.</summary>
    internal Task<RedirectResponse> Answer => _answer.Task;

    /// <summary>Gets what ends when a browser has the last page.</summary>
    internal Task Delivered => _delivered.Task;

    /// <summary>Gets a value indicating whether a browser brought the answer, and waits for the last page.</summary>
    internal bool IsBrowserWaiting { get; private set; }

    /// <summary>Ends the wait with an exception of what the host has registered.</summary>
    internal void Fail(Exception exception) => _answer.TrySetException(exception);

    /// <summary>Sets the page for the browser that brought the answer.</summary>
    internal void ShowLast(InteractivePage page) => _lastPage.TrySetResult(pages.Write(page));

    /// <summary>Answers a request of a browser.</summary>
    internal async ValueTask<LoopbackResponse?> RespondAsync(LoopbackRequest request, CancellationToken cancellationToken)
    {
        switch (request.Kind)
        {
            case LoopbackRequestKind.Redirect when request.Query is null && Answer.IsCompletedSuccessfully:
                return LoopbackResponse.Page(await _lastPage.Task.WaitAsync(cancellationToken).ConfigureAwait(false), isError: false, () =>
                    _delivered.TrySetResult());
            case LoopbackRequestKind.Redirect:
                return Take(request.Query);
            case LoopbackRequestKind.Refused:
                return LoopbackResponse.NotFound;
            case LoopbackRequestKind.Tls when !_isHttpsReported:
                _isHttpsReported = true;
                InteractiveLog.HttpsAtHttp(logger);
                return null;
            default:
                return null;
        }
    }

    /// <summary>Takes an address that a person pasted.</summary>
    /// <returns>Null where it is the answer, otherwise a sentence that says why not.</returns>
    internal string? TakePasted(string text)
    {
        // Some browsers leave out http:// when they show an address, and some people copy only what follows the question mark.
        string pasted = text.Trim().Trim('"', '\'', '<', '>');
        int query = pasted.IndexOf('?', StringComparison.Ordinal);
        RedirectResponse response = parser.Parse(query < 0 ? pasted : pasted[query..], pending);
        if (IsVerified(response))
        {
            _answer.TrySetResult(response);
            return null;
        }

        return response is RedirectRejected rejected
            ? $"{rejected.Message}"
            : "It names an error and has no state, so it may be another link's. If you rejected the request, press Ctrl+C.";
    }

    private LoopbackResponse Take(string? query)
    {
        if (!Answer.IsCompleted)
        {
            RedirectResponse response = parser.Parse($"?{query}", pending);
            if (!IsVerified(response))
            {
                return Refuse(response, isEmpty: query is null);
            }

            IsBrowserWaiting = true; // before the wait goes on, which asks for it
            _answer.TrySetResult(response);
        }

        // Also for one that comes again: the browser may not have seen the first response.
        return LoopbackResponse.SeeOther(endpoint.Path);
    }

    private LoopbackResponse Refuse(RedirectResponse response, bool isEmpty)
    {
        InteractivePageKind kind = InteractivePageKind.Rejected;
        if (response is RedirectRejected rejected)
        {
            kind = rejected.Reason is RedirectRejection.DataCenterNotAllowed ? InteractivePageKind.DataCenterNotAllowed : kind;
            if (!isEmpty)
            {
                InteractiveLog.AnswerRejected(logger, rejected.Reason, rejected.Parameter, rejected.Message);
            }
        }
        else
        {
            InteractiveLog.ErrorWithoutState(logger);
        }

        return LoopbackResponse.Page(pages.Write(new InteractivePage(kind)), isError: true);
    }

    // RFC 9700 section 4.7.1: what isn't bound to this link by its state may come from any page that the browser has open.
    // https://www.rfc-editor.org/rfc/rfc9700#section-4.7.1
    private static bool IsVerified(RedirectResponse response) => response.Match(
        granted: it => it.IsStateVerified,
        denied: it => it.IsStateVerified,
        failed: it => it.IsStateVerified,
        rejected: _ => false);
}
