using Bigin.OAuth.Explorer.World;

namespace Bigin.OAuth.Explorer.Scenarios;

/// <summary>Represents an operation of a server that was begun.</summary>
internal sealed class Call(Operation operation, Server server)
{
    internal Operation Operation { get; } = operation;

    internal Server Server { get; } = server;

    /// <summary>Gets the moment at which it began, by Bigin's clock.</summary>
    internal DateTimeOffset StartedAt { get; init; }

    /// <summary>Gets the grant in the row when it began.</summary>
    internal Grant? GrantBefore { get; init; }

    /// <summary>Gets the number of writes that had changed whose row it is, or whether there is one.</summary>
    internal int ChangesBefore { get; init; }

    internal int StoreFaultsBefore { get; init; }

    internal int SaveFaultsBefore { get; init; }

    internal int BiginFaultsBefore { get; init; }

    /// <summary>Gets a value indicating whether its server was reading the row when it began.</summary>
    internal bool WasReading { get; init; }

    /// <summary>Gets or sets the grant that a connect was given.</summary>
    internal Grant? Grant { get; set; }

    /// <summary>Gets or sets the number of requests that it sent to Bigin's API.</summary>
    internal int ApiRequests { get; set; }

    /// <summary>Gets or sets what came of it: a result, an access token, an API response or an exception.</summary>
    internal object? Result { get; set; }

    /// <summary>Gets or sets what ends with it.</summary>
    internal Task Ended { get; set; } = Task.CompletedTask;

    internal bool IsOver => Result is not null;

    internal int StoreFaults => Server.StoreFaults - StoreFaultsBefore;

    internal int SaveFaults => Server.SaveFaults - SaveFaultsBefore;

    internal int BiginFaults => Server.BiginFaults - BiginFaultsBefore;

    public override string ToString() => $"{(char)('A' + Server.Index)} {Operation}";
}
