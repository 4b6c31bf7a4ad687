namespace Bigin.OAuth;

/// <summary>Indicates that a text holds no code that can be exchanged. Nothing of it is used.</summary>
public sealed class SelfClientCodeRejected : SelfClientCodeResult
{
    internal SelfClientCodeRejected(SelfClientCodeRejection reason, string? member, string message) =>
        (Reason, Member, Message) = (reason, member, message);

    /// <summary>Gets the first check that failed.</summary>
    public SelfClientCodeRejection Reason { get; }

    /// <summary>Gets the name of the member that it failed on, or <see langword="null"/> where it was the whole text.</summary>
    public string? Member { get; }

    /// <summary>Gets a sentence for a person or a log that says how to go on. No value of the text is ever in it.</summary>
    public string Message { get; }

    /// <summary>Describes the rejection by its reason and message.</summary>
    /// <returns>A text for logs.</returns>
    public override string ToString() => $"SelfClientCodeRejected {{ Reason = {Reason}, Member = {Member}, Message = {Message} }}";
}
