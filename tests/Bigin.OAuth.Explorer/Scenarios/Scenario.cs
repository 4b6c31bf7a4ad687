namespace Bigin.OAuth.Explorer.Scenarios;

/// <summary>Represents what is played: the orders of its steps are the schedules.</summary>
internal sealed record Scenario(StartState Start, ReplacedTokenRevocation Revocation, IReadOnlyList<Line> Lines)
{
    /// <summary>Gets the number of servers.</summary>
    internal int Servers { get; } = Math.Max(2, Lines.Max(line => line.Server) + 1);

    /// <summary>Gets a value indicating whether a clock is wrong, so that a time in the row may be any.</summary>
    internal bool HasWrongClock { get; } = Lines.Any(line => line.Operations.Any(operation => operation.Kind is OperationKind.Skew));

    public override string ToString() => ScenarioText.Format(this);
}
