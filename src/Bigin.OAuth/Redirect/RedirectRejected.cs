namespace Bigin.OAuth;

/// <summary>The redirect can't be trusted or read, and nothing of it is used.</summary>
public sealed class RedirectRejected : RedirectResponse
{
    internal RedirectRejected(RedirectRejection reason, string? parameter, string message) =>
        (Reason, Parameter, Message) = (reason, parameter, message);

    /// <summary>Gets the first check that failed.</summary>
    public RedirectRejection Reason { get; }

    /// <summary>Gets the name of the parameter that it failed on, or null where it was the whole query.</summary>
    public string? Parameter { get; }

    /// <summary>Gets a sentence for a log. No value from the query is ever in it.</summary>
    public string Message { get; }

    /// <summary>Describes the rejection by its reason and message.</summary>
    /// <returns>A text for logs.</returns>
    public override string ToString() => $"RedirectRejected {{ Reason = {Reason}, Parameter = {Parameter}, Message = {Message} }}";
}
