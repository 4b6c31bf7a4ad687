using System.Text.Json;
using System.Text.Json.Nodes;

namespace Bigin.OAuth.Emulator;

/// <summary>Represents a response of the Bigin API that a test has set.</summary>
public sealed class EmulatorApiResponse
{
    private EmulatorApiResponse(EmulatorResponse response) => Response = response;

    internal EmulatorResponse Response { get; }

    /// <summary>Creates a response with status 200 and a body of JSON.</summary>
    /// <param name="body">The JSON, sent as it is.</param>
    /// <returns>The response.</returns>
    /// <exception cref="ArgumentNullException">The body is <see langword="null"/>.</exception>
    public static EmulatorApiResponse Json(string body) => Json(body, 200);

    /// <summary>Creates a response with status 200 whose body is a value as JSON. Names are written as they are.</summary>
    /// <param name="value">The value, such as an anonymous object.</param>
    /// <returns>The response.</returns>
    /// <exception cref="ArgumentNullException">The value is <see langword="null"/>.</exception>
    public static EmulatorApiResponse Json(object value) => Json(value, 200);

    /// <summary>Creates a response with a body of JSON.</summary>
    /// <param name="body">The JSON, sent as it is.</param>
    /// <param name="status">The status, from 200 to 599, of those that allow a body.</param>
    /// <returns>The response.</returns>
    /// <exception cref="ArgumentNullException">The body is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The status isn't one of a response with a body.</exception>
    public static EmulatorApiResponse Json(string body, int status)
    {
        ArgumentNullException.ThrowIfNull(body);
        EmulatorFault.ThrowIfNoBody(status);
        return new EmulatorApiResponse(EmulatorResponse.Json(status, body));
    }

    /// <summary>Creates a response whose body is a value as JSON. Names are written as they are.</summary>
    /// <param name="value">The value, such as an anonymous object.</param>
    /// <param name="status">The status, from 200 to 599, of those that allow a body.</param>
    /// <returns>The response.</returns>
    /// <exception cref="ArgumentNullException">The value is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The status isn't one of a response with a body.</exception>
    public static EmulatorApiResponse Json(object value, int status)
    {
        ArgumentNullException.ThrowIfNull(value);
        return Json(JsonSerializer.Serialize(value), status);
    }

    /// <summary>Creates a response in the form of Bigin's errors.</summary>
    /// <param name="status">The status, such as 403.</param>
    /// <param name="code">The code, such as <c>NO_PERMISSION</c>.</param>
    /// <param name="message">The message.</param>
    /// <returns>The response.</returns>
    /// <exception cref="ArgumentException">The code is empty.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The status isn't one of a response with a body.</exception>
    public static EmulatorApiResponse Error(int status, string code, string message)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(code);
        var body = new JsonObject { ["code"] = code, ["details"] = new JsonObject(), ["message"] = message, ["status"] = "error" };
        return new EmulatorApiResponse(Json(body.ToJsonString(), status).Response with { Outcome = code });
    }

    /// <summary>Creates a response without a body, such as a 204, which is Bigin's empty list.</summary>
    /// <param name="status">The status, from 200 to 599.</param>
    /// <returns>The response.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The status isn't between 200 and 599.</exception>
    public static EmulatorApiResponse Empty(int status = 204)
    {
        EmulatorFault.ThrowIfNotFinalStatus(status);
        return new EmulatorApiResponse(EmulatorResponse.Empty(status));
    }

    /// <summary>Creates a copy with a <c>Retry-After</c> header in seconds.</summary>
    /// <param name="delay">The time after which to try again, rounded up to whole seconds.</param>
    /// <returns>The copy.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The time is negative.</exception>
    public EmulatorApiResponse WithRetryAfter(TimeSpan delay) => new(Response.WithRetryAfter(RetryAfter.Format(delay)));

    /// <summary>Creates a copy with a <c>Retry-After</c> header as a date.</summary>
    /// <param name="date">The time at which to try again, sent in whole seconds.</param>
    /// <returns>The copy.</returns>
    public EmulatorApiResponse WithRetryAfter(DateTimeOffset date) => new(Response.WithRetryAfter(RetryAfter.Format(date)));

    /// <summary>Returns the status.</summary>
    /// <returns>A text for logs.</returns>
    public override string ToString() => $"EmulatorApiResponse {Response.Status}";
}
