using System.Net;

namespace Bigin.OAuth;

/// <summary>Goes with one token request through every handler of the host, and knows at the end what became of it.</summary>
internal sealed class TokenRequestTicket(bool isSentOnce)
{
    internal static readonly HttpRequestOptionsKey<TokenRequestTicket> Key = new("Bigin.OAuth.TokenRequestTicket");

    private readonly TaskCompletionSource _firstAttempt = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private int _attempts;

    /// <summary>Gets whether the request holds a code, which works once.</summary>
    internal bool IsSentOnce { get; } = isSentOnce;

    /// <summary>Gets or sets whether any of the form has gone out, as far as this side can know.</summary>
    internal bool WasSent { get; set; }

    /// <summary>Gets or sets the status of the last answer, from its headers on.</summary>
    internal HttpStatusCode? StatusCode { get; set; }

    /// <summary>Gets what the one attempt brought where <see cref="IsSentOnce"/>, whatever became of it in the handlers further out.</summary>
    internal TokenAnswer? Answer { get; private set; }

    /// <summary>Gets how the one attempt failed where <see cref="IsSentOnce"/>.</summary>
    internal Exception? Failure { get; private set; }

    internal Task FirstAttempt => _firstAttempt.Task;

    internal bool TryBegin() => Interlocked.Increment(ref _attempts) == 1;

    internal void EndWith(TokenAnswer answer)
    {
        Answer = answer;
        _firstAttempt.TrySetResult();
    }

    internal void EndWith(Exception failure)
    {
        Failure = failure;
        _firstAttempt.TrySetResult();
    }
}
