using Microsoft.AspNetCore.Http;

namespace Bigin.OAuth.AspNetCore;

/// <summary>The user accepted, and the connection store failed. A new refresh token that could not be saved was revoked,
/// where Bigin could be reached.</summary>
public sealed class StoreFailedOutcome : ConnectOutcome
{
    internal StoreFailedOutcome(BiginConnectionException exception, Attempt attempt)
        : base(attempt) => Exception = exception;

    /// <summary>Gets the exception. The store's own is its inner one.</summary>
    public BiginConnectionException Exception { get; }

    /// <inheritdoc/>
    public override IResult ToResult() => Problem.StoreFailed;

    /// <summary>Describes the outcome.</summary>
    /// <returns>A text for logs.</returns>
    public override string ToString() => $"StoreFailedOutcome {{ {Exception.InnerException?.GetType().ToString() ?? "unknown"} }}";
}
