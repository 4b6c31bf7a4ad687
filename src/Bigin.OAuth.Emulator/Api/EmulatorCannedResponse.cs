namespace Bigin.OAuth.Emulator;

/// <summary>Describes a fixed response of the Bigin API.</summary>
/// <param name="method">The method, such as <c>GET</c>.</param>
/// <param name="path">The path under <c>/bigin/v2/</c>, such as <c>Contacts</c> or <c>Contacts/{id}</c>.</param>
/// <param name="body">The JSON of the response.</param>
/// <param name="status">The status, 200 to 599, of those that allow a body.</param>
/// <param name="organization">The id or name of the organization that it is for, or <see langword="null"/> for all.</param>
public sealed class EmulatorCannedResponse(string method, string path, string body, int status = 200, string? organization = null)
{
    /// <summary>Gets the method.</summary>
    public string Method { get; } = method;

    /// <summary>Gets the path under <c>/bigin/v2/</c>.</summary>
    public string Path { get; } = path;

    /// <summary>Gets the JSON of the response.</summary>
    public string Body { get; } = body;

    /// <summary>Gets the status.</summary>
    /// <value>The default value is 200.</value>
    public int Status { get; } = status;

    /// <summary>Gets the id or name of the organization that the response is for.</summary>
    /// <value>The default value is <see langword="null"/>, which is all.</value>
    public string? Organization { get; } = organization;
}
