namespace Bigin.OAuth.Explorer.Scheduling;

/// <summary>Represents one way to go on.</summary>
/// <param name="Step">The step that goes on.</param>
/// <param name="Fault">What goes wrong with it.</param>
/// <param name="Cost">What it takes from the bound: nothing by itself, one for an interruption and one for a fault.</param>
internal readonly record struct Option(Step Step, StepFault Fault, int Cost);
