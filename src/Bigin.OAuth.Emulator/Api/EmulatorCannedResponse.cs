namespace Bigin.OAuth.Emulator;

/// <summary>Represents a fixed response of the Bigin API.</summary>
/// <param name="method">The method, such as <c>GET</c>.</param>
/// <param name="path">The path under <c>/bigin/v2/</c>, such as <c>Contacts</c> or <c>Contacts/{id}</c>.</param>
/// <param name="body">The JSON of the response, or <see langword="null"/> for a response without a body.</param>
/// <param name="status">The status, from 200 to 599. The default value is 200 with a body, and 204 without one.</param>
/// <param name="organization">The id or name of the organization that the response is for, or <see langword="null"/> for all.</param>
public sealed class EmulatorCannedResponse(string method, string path, string? body = null, int? status = null, string? organization = null)
{
    /// <summary>Gets the method.</summary>
    public string Method { get; } = method;

    /// <summary>Gets the path under <c>/bigin/v2/</c>.</summary>
    public string Path { get; } = path;

    /// <summary>Gets the JSON of the response.</summary>
    /// <value>The default value is <see langword="null"/>, which is a response without a body.</value>
    public string? Body { get; } = body;

    /// <summary>Gets the status.</summary>
    /// <value>The default value is 200 with a body, and 204 without one.</value>
    public int Status { get; } = status ?? (body is null ? 204 : 200);

    /// <summary>Gets the id or name of the organization that the response is for.</summary>
    /// <value>The default value is <see langword="null"/>, which is all.</value>
    public string? Organization { get; } = organization;

    /// <summary>Gets the time in a <c>Retry-After</c> header, rounded up to whole seconds.</summary>
    /// <value>The default value is <see langword="null"/>, which sends no such header.</value>
    public TimeSpan? RetryAfterDelay { get; init; }

    /// <summary>Gets the date in a <c>Retry-After</c> header, sent in whole seconds.</summary>
    /// <value>The default value is <see langword="null"/>, which sends no such header. A response has a date or a time, not both.</value>
    public DateTimeOffset? RetryAfterDate { get; init; }

    /// <summary>Creates the response, or throws an <see cref="ArgumentException"/> that says what is wrong with the settings.</summary>
    internal EmulatorApiResponse CreateResponse()
    {
        if (RetryAfterDelay is not null && RetryAfterDate is not null)
        {
            throw new ArgumentException($"A response has a {nameof(RetryAfterDelay)} or a {nameof(RetryAfterDate)}, not both.");
        }

        EmulatorApiResponse response = Body is null ? EmulatorApiResponse.Empty(Status) : EmulatorApiResponse.Json(Body, Status);
        return RetryAfterDelay is { } delay ? response.WithRetryAfter(delay)
            : RetryAfterDate is { } date ? response.WithRetryAfter(date)
            : response;
    }
}
