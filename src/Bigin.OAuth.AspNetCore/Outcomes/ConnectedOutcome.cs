using Microsoft.AspNetCore.Http;

namespace Bigin.OAuth.AspNetCore;

/// <summary>The user accepted, and the connection is stored.</summary>
public sealed class ConnectedOutcome : ConnectOutcome
{
    internal ConnectedOutcome(Connected connected, Attempt attempt)
        : base(attempt) => Connection = connected.Connection;

    /// <summary>Gets the connection.</summary>
    public BiginConnection Connection { get; }

    /// <inheritdoc/>
    public override IResult ToResult() => TypedResults.LocalRedirect(ReturnUrl!);

    /// <summary>Describes the outcome.</summary>
    /// <returns>A text for logs.</returns>
    public override string ToString() => $"ConnectedOutcome {{ {Connection} }}";
}
