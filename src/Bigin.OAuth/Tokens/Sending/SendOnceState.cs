using System.Net;

namespace Bigin.OAuth;

/// <summary>Goes with one token request through every handler of the host, and knows at the end what became of it.</summary>
internal sealed class SendOnceState
{
    private const int Unsent = 0;
    private const int Sent = 1;
    private const int GivenBack = 2;

    private static readonly HttpRequestOptionsKey<SendOnceState> Key = new("Bigin.OAuth.SendOnceState");

    // A handler that clones the request may leave its options behind, but not the flow that it runs in.
    private static readonly AsyncLocal<SendOnceState?> CurrentFlow = new();

    private readonly TaskCompletionSource _firstAttempt = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private int _attempts;

    private int _form = Unsent;

    private bool _isRead;

    /// <summary>Gets or sets the status of the response, from its headers on.</summary>
    internal HttpStatusCode? StatusCode { get; set; }

    /// <summary>Gets the response to the first attempt, even where a handler further out has lost it.</summary>
    internal TokenHttpResponse? Response { get; private set; }

    /// <summary>Gets the exception that the first attempt ended with.</summary>
    internal Exception? Exception { get; private set; }

    internal Task FirstAttempt => _firstAttempt.Task;

    /// <summary>Gets a value indicating whether the request has come to the library's own handler, which sends it.</summary>
    internal bool HasBegun => Volatile.Read(ref _attempts) > 0;

    /// <summary>Gets a value indicating whether something has read the form.</summary>
    internal bool IsRead => Volatile.Read(ref _isRead);

    internal static SendOnceState? Find(HttpRequestMessage request) =>
        request.Options.TryGetValue(Key, out SendOnceState? state) ? state : CurrentFlow.Value;

    internal void AttachTo(HttpRequestMessage request)
    {
        request.Options.Set(Key, this);
        CurrentFlow.Value = this;
    }

    internal bool TryBegin() => Interlocked.Increment(ref _attempts) == 1;

    /// <summary>Decides that the form goes out now. False where it did before, or never will.</summary>
    internal bool TrySend() => Interlocked.CompareExchange(ref _form, Sent, Unsent) == Unsent;

    /// <summary>
    /// Decides that the form never goes out, not even from an attempt that a handler has left running. False where it did.
    /// </summary>
    internal bool TryGiveBack() => Interlocked.CompareExchange(ref _form, GivenBack, Unsent) != Sent;

    /// <summary>Takes note that something has read the form, which may be a handler that sends it in its own way.</summary>
    internal void NoteRead() => Volatile.Write(ref _isRead, true);

    internal void EndWith(TokenHttpResponse response)
    {
        Response = response;
        _firstAttempt.TrySetResult();
    }

    internal void EndWith(Exception exception)
    {
        Exception = exception;
        _firstAttempt.TrySetResult();
    }
}
