using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;

namespace Bigin.OAuth.Emulator;

/// <summary>Responds to programs, with the fault that is queued for the request if there is one.</summary>
internal sealed class Responder(EmulatorFaults faults, Journal journal, TokenErrors errors, IHostApplicationLifetime lifetime)
{
    internal async Task RespondAsync(HttpContext context, EmulatorEndpoint endpoint, Func<HttpContext, Task<EmulatorResponse>> process)
    {
        EmulatorFault? fault = faults.Take(endpoint);
        EmulatorResponse response = fault?.Replace is { } replace
            ? replace(errors) with { Outcome = fault.ToString() }
            : await process(context).ConfigureAwait(false);

        // Before the fault does its work: a client whose connection is cut, or who gave up waiting, finds the request in the journal too.
        Journal.SetOutcome(context, response.Outcome, fault?.ToString());
        journal.Record(context, fault?.Effect == FaultEffect.CutConnection ? Journal.NoResponse : response.Status);

        if (fault is null)
        {
            await response.WriteAsync(context).ConfigureAwait(false);
        }
        else
        {
            await WriteAlteredAsync(context, fault, response).ConfigureAwait(false);
        }
    }

    private async Task WriteAlteredAsync(HttpContext context, EmulatorFault fault, EmulatorResponse response)
    {
        if (!await WaitAsync(context, fault.Pause).ConfigureAwait(false) || fault.Effect == FaultEffect.CutConnection)
        {
            context.Abort();
            return;
        }

        if (fault.RetryAfter is not null)
        {
            context.Response.Headers.RetryAfter = fault.RetryAfter;
        }

        response = fault.ApiDomain is null ? response : response.WithApiDomain(fault.ApiDomain);
        await response.WriteAsync(context, half: fault.Effect == FaultEffect.TruncateBody).ConfigureAwait(false);
    }

    /// <summary>Waits in real time. Returns <see langword="false"/> where the client or the emulator ended first.</summary>
    private async Task<bool> WaitAsync(HttpContext context, TimeSpan pause)
    {
        using var gone = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, lifetime.ApplicationStopping);
        await Task.Delay(pause, gone.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return !gone.IsCancellationRequested;
    }
}
