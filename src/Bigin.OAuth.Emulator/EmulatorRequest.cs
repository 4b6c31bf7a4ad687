namespace Bigin.OAuth.Emulator;

/// <summary>Holds what the emulator's journal says of one request.</summary>
public sealed class EmulatorRequest
{
    internal EmulatorRequest(DateTimeOffset at, string dataCenter, string method, string path, IReadOnlyDictionary<string, string> parameters, int statusCode, string? outcome) =>
        (At, DataCenter, Method, Path, Parameters, StatusCode, Outcome) = (at, dataCenter, method, path, parameters, statusCode, outcome);

    /// <summary>Gets when the request came, by <see cref="BiginEmulator.Clock"/>.</summary>
    public DateTimeOffset At { get; }

    /// <summary>Gets the id of the data center that it came to.</summary>
    public string DataCenter { get; }

    /// <summary>Gets the method, such as <c>GET</c>.</summary>
    public string Method { get; }

    /// <summary>Gets the path without the query.</summary>
    public string Path { get; }

    /// <summary>Gets the parameters of query and form, by name. What is secret is masked.</summary>
    public IReadOnlyDictionary<string, string> Parameters { get; }

    /// <summary>Gets the status of the answer.</summary>
    public int StatusCode { get; }

    /// <summary>Gets what came of it, such as <c>code issued</c>, <c>rejected</c> or the title of an error page; null for a step on the way.</summary>
    public string? Outcome { get; }

    /// <summary>Describes the request in a line.</summary>
    /// <returns>A text for logs.</returns>
    public override string ToString() => $"{DataCenter} {Method} {Path} {StatusCode} {Outcome}".TrimEnd();
}
