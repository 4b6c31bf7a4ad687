namespace Bigin.OAuth.Emulator;

/// <summary>Represents a fault of one request.</summary>
/// <remarks>
/// Faults that replace the response (<see cref="HtmlError"/>, <see cref="Html"/>, <see cref="Status"/>, <see cref="Error"/>,
/// <see cref="Json"/>,
/// <see cref="Throttle"/>) mean that the request was not processed: a code stays good. Faults that alter it (<see cref="Delay"/>,
/// <see cref="CutConnection"/>, <see cref="TruncatedBody"/>, <see cref="ForeignApiDomain"/>) come after it was: a code is used up, a token
/// revoked. Immutable.
/// </remarks>
public sealed class EmulatorFault
{
    private readonly string _name;

    private EmulatorFault(string name) => _name = name;

    /// <summary>Gets a fault that responds with an HTML page and status 200, as a maintenance page does.</summary>
    public static EmulatorFault HtmlError { get; } =
        new(nameof(HtmlError)) { Replace = static _ => TokenErrors.CreateMaintenancePage(200) };

    /// <summary>Gets a fault that refuses as Zoho does after too many tokens, with the status and wording of the options.</summary>
    public static EmulatorFault Throttle { get; } = new(nameof(Throttle)) { Replace = static errors => errors.CreateThrottled() };

    /// <summary>Gets a fault that processes the request and closes the connection without a byte of a response.</summary>
    /// <remarks>
    /// The connection is reset, so <see cref="HttpClient"/> reports it, and does not send the request again by itself as it does with some
    /// when a connection that it reused was closed in order.
    /// </remarks>
    public static EmulatorFault CutConnection { get; } = new(nameof(CutConnection)) { Effect = FaultEffect.CutConnection };

    /// <summary>Gets a fault that processes the request, promises the whole body, sends half of it and closes the connection.</summary>
    public static EmulatorFault TruncatedBody { get; } = new(nameof(TruncatedBody)) { Effect = FaultEffect.TruncateBody };

    /// <summary>
    /// Gets the method that creates the response in place of the emulator's own, or <see langword="null"/> where the fault only alters
    /// that.
    /// </summary>
    internal Func<TokenErrors, EmulatorResponse>? Replace { get; private init; }

    internal FaultEffect Effect { get; private init; }

    internal TimeSpan Pause { get; private init; }

    internal Uri? ApiDomain { get; private init; }

    internal string? RetryAfter { get; private set; }

    /// <summary>Creates a fault that responds with an HTML page, as a gateway does.</summary>
    /// <param name="status">The status, from 200 to 599, of those that allow a body.</param>
    /// <returns>The fault.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The status isn't one of a response with a body.</exception>
    public static EmulatorFault Html(int status)
    {
        ThrowIfNoBody(status);
        return new EmulatorFault($"{nameof(Html)}({status})") { Replace = _ => TokenErrors.CreateMaintenancePage(status) };
    }

    /// <summary>Creates a fault that responds with a status and an empty body.</summary>
    /// <param name="status">The status, from 200 to 599.</param>
    /// <returns>The fault.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The status isn't between 200 and 599.</exception>
    public static EmulatorFault Status(int status)
    {
        ThrowIfNotFinalStatus(status);
        return new EmulatorFault($"{nameof(Status)}({status})") { Replace = _ => EmulatorResponse.Empty(status) };
    }

    /// <summary>Creates a fault that responds with <c>{"error":…}</c> and status 200, Zoho's form of an error.</summary>
    /// <param name="error">The value, such as <c>invalid_client</c>.</param>
    /// <returns>The fault.</returns>
    /// <exception cref="ArgumentNullException">The value is <see langword="null"/>.</exception>
    public static EmulatorFault Error(string error)
    {
        ArgumentNullException.ThrowIfNull(error);
        return new EmulatorFault($"{nameof(Error)}({error})") { Replace = _ => TokenErrors.Create(error) };
    }

    /// <summary>Creates a fault that responds with a body of your own, labeled as JSON even where it isn't.</summary>
    /// <param name="status">The status, from 200 to 599, of those that allow a body.</param>
    /// <param name="body">The body.</param>
    /// <returns>The fault.</returns>
    /// <exception cref="ArgumentNullException">The body is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The status isn't one of a response with a body.</exception>
    public static EmulatorFault Json(int status, string body)
    {
        ArgumentNullException.ThrowIfNull(body);
        ThrowIfNoBody(status);
        return new EmulatorFault($"{nameof(Json)}({status})") { Replace = _ => EmulatorResponse.Json(status, body) };
    }

    /// <summary>Creates a fault that processes the request and delays its response, in real time and not by the emulator's clock.</summary>
    /// <param name="by">The time to wait. It ends early where the client gives up or the emulator stops.</param>
    /// <returns>The fault.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The time is negative, or longer than a timer can wait.</exception>
    public static EmulatorFault Delay(TimeSpan by)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(by, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(by, TimeSpan.FromMilliseconds(int.MaxValue));
        return new EmulatorFault($"{nameof(Delay)}({by:c})") { Pause = by };
    }

    /// <summary>
    /// Creates a fault that processes the request and names another API server in its response, where the response names one.
    /// </summary>
    /// <param name="apiDomain">The address, sent as it is written.</param>
    /// <returns>The fault.</returns>
    /// <exception cref="ArgumentNullException">The address is <see langword="null"/>.</exception>
    public static EmulatorFault ForeignApiDomain(Uri apiDomain)
    {
        ArgumentNullException.ThrowIfNull(apiDomain);
        return new EmulatorFault($"{nameof(ForeignApiDomain)}({apiDomain.OriginalString})") { ApiDomain = apiDomain };
    }

    /// <summary>Creates a copy with a <c>Retry-After</c> header in seconds.</summary>
    /// <param name="delay">The time after which to try again, rounded up to whole seconds.</param>
    /// <returns>The copy.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The time is negative.</exception>
    public EmulatorFault WithRetryAfter(TimeSpan delay) => WithRetryAfter(Emulator.RetryAfter.Format(delay));

    /// <summary>Creates a copy with a <c>Retry-After</c> header as a date.</summary>
    /// <param name="date">The time at which to try again, sent in whole seconds. A client that uses the emulator's clock compares it with
    /// that.</param>
    /// <returns>The copy.</returns>
    public EmulatorFault WithRetryAfter(DateTimeOffset date) => WithRetryAfter(Emulator.RetryAfter.Format(date));

    /// <summary>Returns the name, which the journal uses too.</summary>
    /// <returns>The name, such as <c>HtmlError</c> or <c>Status(503)</c>.</returns>
    public override string ToString() => _name;

    private EmulatorFault WithRetryAfter(string value)
    {
        var copy = (EmulatorFault)MemberwiseClone();
        copy.RetryAfter = value;
        return copy;
    }

    internal static void ThrowIfNotFinalStatus(int status)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(status, 200);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(status, 599);
    }

    internal static void ThrowIfNoBody(int status)
    {
        ThrowIfNotFinalStatus(status);
        if (status is 204 or 205 or 304)
        {
            throw new ArgumentOutOfRangeException(nameof(status), status, "A response with this status has no body.");
        }
    }
}
