namespace Bigin.OAuth.Explorer.Scheduling;

/// <summary>Names what may go wrong at a step.</summary>
internal enum StepFault
{
    None,

    /// <summary>The call fails before it has an effect: the store throws, or the server answers 503.</summary>
    Fails,

    /// <summary>The call has its effect, and then its answer is lost: the store throws, or the connection breaks.</summary>
    AnswerLost,
}
