using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;

namespace Bigin.OAuth.Emulator;

/// <summary>Answers programs, with the fault that is queued for the request if there is one.</summary>
internal sealed class Responder(EmulatorFaults faults, Journal journal, TokenErrors errors, IHostApplicationLifetime lifetime)
{
    internal async Task RespondAsync(HttpContext context, EmulatorEndpoint endpoint, Func<HttpContext, Task<Answer>> process)
    {
        EmulatorFault? fault = faults.Take(endpoint);
        Answer answer = fault?.Replace is { } replace
            ? replace(errors) with { Outcome = fault.ToString() }
            : await process(context).ConfigureAwait(false);

        // Before the fault does its work: a client whose connection is cut, or who gave up waiting, finds the request in the journal too.
        Journal.SetOutcome(context, answer.Outcome, fault?.ToString());
        journal.Record(context, fault?.Ending == FaultEnding.NoAnswer ? Journal.NoAnswer : answer.Status);

        if (fault is null)
        {
            await answer.WriteAsync(context).ConfigureAwait(false);
        }
        else
        {
            await SpoilAsync(context, fault, answer).ConfigureAwait(false);
        }
    }

    private async Task SpoilAsync(HttpContext context, EmulatorFault fault, Answer answer)
    {
        if (!await WaitAsync(context, fault.Pause).ConfigureAwait(false) || fault.Ending == FaultEnding.NoAnswer)
        {
            context.Abort();
            return;
        }

        if (fault.RetryAfter is not null)
        {
            context.Response.Headers.RetryAfter = fault.RetryAfter;
        }

        answer = fault.ApiDomain is null ? answer : answer.WithApiDomain(fault.ApiDomain);
        await answer.WriteAsync(context, half: fault.Ending == FaultEnding.HalfAnswer).ConfigureAwait(false);
    }

    /// <summary>Waits in real time. False where the client or the emulator went away first.</summary>
    private async Task<bool> WaitAsync(HttpContext context, TimeSpan pause)
    {
        using var gone = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, lifetime.ApplicationStopping);
        await Task.Delay(pause, gone.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return !gone.IsCancellationRequested;
    }
}
