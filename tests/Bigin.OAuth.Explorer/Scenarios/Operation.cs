namespace Bigin.OAuth.Explorer.Scenarios;

/// <summary>Represents one thing that is done.</summary>
/// <param name="Kind">What is done.</param>
internal sealed record Operation(OperationKind Kind)
{
    /// <summary>Gets the organization that a consent is for.</summary>
    internal string? Organization { get; init; }

    /// <summary>Gets a value indicating whether the organization can't be read with this consent.</summary>
    internal bool IsHidden { get; init; }

    internal OrganizationChange Change { get; init; }

    /// <summary>Gets how far a clock moves.</summary>
    internal TimeSpan Amount { get; init; }

    public override string ToString() => ScenarioText.Format(this);
}
