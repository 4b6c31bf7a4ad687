using System.Net;

namespace Bigin.OAuth;

/// <summary>Goes with one token request through every handler of the host, and knows at the end what became of it.</summary>
internal sealed class TokenRequestTicket
{
    private const int Unsent = 0;
    private const int Sent = 1;
    private const int GivenBack = 2;

    private static readonly HttpRequestOptionsKey<TokenRequestTicket> Key = new("Bigin.OAuth.TokenRequestTicket");

    // A handler that clones the request may leave its options behind, but not the flow that it runs in.
    private static readonly AsyncLocal<TokenRequestTicket?> OfThisFlow = new();

    private readonly TaskCompletionSource _firstAttempt = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private int _attempts;

    private int _form = Unsent;

    /// <summary>Gets or sets the status of the last answer, from its headers on.</summary>
    internal HttpStatusCode? StatusCode { get; set; }

    /// <summary>Gets the response to the one attempt, even where a handler further out has lost it.</summary>
    internal TokenAnswer? Answer { get; private set; }

    /// <summary>Gets the exception that the one attempt ended with.</summary>
    internal Exception? Failure { get; private set; }

    internal Task FirstAttempt => _firstAttempt.Task;

    internal static TokenRequestTicket? Of(HttpRequestMessage request) =>
        request.Options.TryGetValue(Key, out TokenRequestTicket? ticket) ? ticket : OfThisFlow.Value;

    internal void GoWith(HttpRequestMessage request)
    {
        request.Options.Set(Key, this);
        OfThisFlow.Value = this;
    }

    internal bool TryBegin() => Interlocked.Increment(ref _attempts) == 1;

    /// <summary>Decides that the form goes out now. False where it did before, or never will.</summary>
    internal bool TrySend() => Interlocked.CompareExchange(ref _form, Sent, Unsent) == Unsent;

    /// <summary>Decides that the form never goes out, not even from an attempt that a handler has left running. False where it did.</summary>
    internal bool TryGiveBack() => Interlocked.CompareExchange(ref _form, GivenBack, Unsent) == Unsent;

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
