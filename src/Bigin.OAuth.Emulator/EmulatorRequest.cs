namespace Bigin.OAuth.Emulator;

/// <summary>Represents one request in the emulator's journal.</summary>
public sealed class EmulatorRequest
{
    internal EmulatorRequest(
        DateTimeOffset at, string dataCenter, string method, string path, IReadOnlyDictionary<string, string> parameters, int statusCode,
        string? outcome, string? fault) =>
        (At, DataCenter, Method, Path, Parameters, StatusCode, Outcome, Fault) =
            (at, dataCenter, method, path, parameters, statusCode, outcome, fault);

    /// <summary>Gets when the request came, by <see cref="BiginEmulator.Clock"/>.</summary>
    public DateTimeOffset At { get; }

    /// <summary>Gets the id of the data center that it came to.</summary>
    public string DataCenter { get; }

    /// <summary>Gets the method, such as <c>GET</c>.</summary>
    public string Method { get; }

    /// <summary>Gets the path without the query.</summary>
    public string Path { get; }

    /// <summary>
    /// Gets the parameters of query and form, by name, and the header <c>Authorization</c> under its name. What is secret is masked
    /// unless <see cref="BiginEmulatorOptions.MaskSecrets"/> is off.
    /// </summary>
    public IReadOnlyDictionary<string, string> Parameters { get; }

    /// <summary>Gets the status of the response, or 0 where the connection was cut before there was one.</summary>
    public int StatusCode { get; }

    /// <summary>
    /// Gets what came of it, such as <c>code issued</c>, <c>tokens issued</c>, <c>invalid_code</c> or the title of an error page; the name
    /// of the fault that answered in the emulator's place; null for a step on the way.
    /// </summary>
    public string? Outcome { get; }

    /// <summary>
    /// Gets the name of the fault that replaced or altered the response, such as <c>CutConnection</c>; null where there was none.
    /// </summary>
    public string? Fault { get; }

    /// <summary>Returns a description of the request in one line.</summary>
    /// <returns>A text for logs.</returns>
    public override string ToString() =>
        $"{DataCenter} {Method} {Path} {StatusCode} {Outcome}".TrimEnd() + (Fault is null || Fault == Outcome ? "" : $" ({Fault})");
}
