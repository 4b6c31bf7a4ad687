using System.Globalization;

namespace Bigin.OAuth.Explorer.Scheduling;

/// <summary>Represents one call that waits until the explorer lets it go on.</summary>
/// <param name="server">The server that calls, or a negative number for the world around the servers.</param>
/// <param name="kind">What is called.</param>
/// <param name="detail">What a printed schedule says about it. It is formatted only then.</param>
/// <param name="run">Performs the call and lets the caller go on.</param>
internal sealed class Step(int server, StepKind kind, object? detail, Action<StepFault> run)
{
    internal const int World = -1;

    internal int Server { get; } = server;

    internal StepKind Kind { get; } = kind;

    /// <summary>Gets or sets the line of causes that this step belongs to: the step that a step leads to goes on in its line.</summary>
    internal int Line { get; set; } = -1;

    /// <summary>Gets or sets the moment of a wait's end, in real time since the start.</summary>
    internal TimeSpan Due { get; set; }

    /// <summary>Gets a value indicating whether the step can fail.</summary>
    internal bool CanFail => Kind is not (StepKind.Start or StepKind.Wait);

    /// <summary>Gets a value indicating whether the answer of the step can be lost after its effect.</summary>
    internal bool CanLoseAnswer => Kind is StepKind.Save or StepKind.Delete or StepKind.Exchange or StepKind.Refresh or StepKind.Revoke;

    internal void Run(StepFault fault) => run(fault);

    internal string Describe(StepFault fault)
    {
        char server = Server < 0 ? '*' : (char)('A' + Server);
        string what = detail is null ? "" : $" {detail}";
        string wrong = fault is StepFault.None ? "" : $"  <- {fault}";
        return string.Create(CultureInfo.InvariantCulture, $"{server} {Kind}{what}{wrong}");
    }
}
