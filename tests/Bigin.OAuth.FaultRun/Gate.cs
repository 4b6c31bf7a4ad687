using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Bigin.OAuth.FaultRun;

/// <summary>Stands between the workers and the emulator. It plays what the emulator does not: redirects to a stranger, and resets before anything was processed. And it sees which tokens Bigin gives.</summary>
internal sealed class Gate : IAsyncDisposable
{
    internal const int Reset = 0;

    private readonly ConcurrentQueue<int> _tokenFaults = new();
    private readonly ConcurrentQueue<int> _apiFaults = new();
    private readonly ConcurrentDictionary<string, int> _played = new(StringComparer.Ordinal);
    private readonly HttpMessageInvoker _emulator =
        new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = false, ActivityHeadersPropagator = null });
    private readonly Dictionary<int, Uri> _targets = [];
    private readonly WebApplication _app;
    private readonly Uri _trap;

    private readonly Ledger _ledger;
    private readonly TimeProvider _clock;

    private Gate(WebApplication app, Uri trap, Ledger ledger, TimeProvider clock) => (_app, _trap, _ledger, _clock) = (app, trap, ledger, clock);

    /// <summary>Gets the addresses to call in the place of the emulator's, by data center.</summary>
    internal IReadOnlyDictionary<string, Uri> Servers { get; private set; } = new Dictionary<string, Uri>();

    internal IReadOnlyDictionary<string, int> Played => _played;

    internal static async Task<Gate> StartAsync(IReadOnlyList<DataCenter> dataCenters, Uri trap, Ledger ledger, TimeProvider clock)
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        var listeners = new List<ListenOptions>();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            foreach (DataCenter _ in dataCenters)
            {
                kestrel.Listen(IPAddress.Loopback, 0, listeners.Add);
            }
        });
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        var gate = new Gate(builder.Build(), trap, ledger, clock);
        gate._app.Run(gate.PassAsync);
        await gate._app.StartAsync();
        foreach ((DataCenter dataCenter, ListenOptions listener) in dataCenters.Zip(listeners))
        {
            gate._targets.Add(listener.IPEndPoint!.Port, dataCenter.AccountsServer);
        }

        gate.Servers = dataCenters.Zip(listeners).ToDictionary(x => x.First.Id, x => new Uri($"http://{x.Second.IPEndPoint}"));
        return gate;
    }

    /// <summary>Queues a redirect by its status, or a reset, for the next request for a token, or else to the API.</summary>
    internal void Next(int fault, bool isForToken) => (isForToken ? _tokenFaults : _apiFaults).Enqueue(fault);

    internal void Clear()
    {
        _tokenFaults.Clear();
        _apiFaults.Clear();
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _emulator.Dispose();
    }

    private async Task PassAsync(HttpContext context)
    {
        try
        {
            await PlayOrForwardAsync(context);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or OperationCanceledException)
        {
            context.Abort(); // as much as came has been passed on, and no more is to come
        }
    }

    private async Task PlayOrForwardAsync(HttpContext context)
    {
        bool isForToken = context.Request.Path.StartsWithSegments("/oauth");
        byte[] body = await ReadAsync(context);
        Dictionary<string, string> form = isForToken ? ReadForm(body) : new Dictionary<string, string>(StringComparer.Ordinal);
        if (form.TryGetValue("token", out string? revoked))
        {
            _ledger.RevocationAttempts.AddOrUpdate(revoked, 1, (_, times) => times + 1);
        }

        if ((isForToken ? _tokenFaults : _apiFaults).TryDequeue(out int fault))
        {
            string kind = $"{(isForToken ? "Token" : "Api")}.{(fault == Reset ? "Reset" : $"Redirect({fault})")}";
            _played.AddOrUpdate(kind, 1, (_, times) => times + 1);
            if (fault == Reset)
            {
                context.Abort();
                return;
            }

            context.Response.StatusCode = fault;
            context.Response.Headers.Location = new Uri(_trap, context.Request.Path + context.Request.QueryString).AbsoluteUri;
            return;
        }

        await ForwardAsync(context, body, form);
    }

    private async Task ForwardAsync(HttpContext context, byte[] body, Dictionary<string, string> form)
    {
        HttpRequest came = context.Request;
        using var request = new HttpRequestMessage(new HttpMethod(came.Method), new Uri(_targets[context.Connection.LocalPort], came.Path + came.QueryString));
        if (body.Length > 0)
        {
            request.Content = new ByteArrayContent(body);
            request.Content.Headers.TryAddWithoutValidation("Content-Type", came.ContentType);
        }

        if (came.Headers.Authorization is { Count: > 0 } authorization)
        {
            request.Headers.TryAddWithoutValidation("Authorization", authorization.ToString());
        }

        using HttpResponseMessage response = await _emulator.SendAsync(request, context.RequestAborted);
        context.Response.StatusCode = (int)response.StatusCode;
        context.Response.ContentType = response.Content.Headers.ContentType?.ToString();
        context.Response.ContentLength = response.Content.Headers.ContentLength;
        context.Response.Headers.RetryAfter = response.Headers.RetryAfter?.ToString();
        using var answer = new MemoryStream();
        try
        {
            await response.Content.CopyToAsync(answer, context.RequestAborted);
            Note(came, form, Encoding.UTF8.GetString(answer.GetBuffer(), 0, (int)answer.Length));
        }
        finally
        {
            await context.Response.Body.WriteAsync(answer.GetBuffer().AsMemory(0, (int)answer.Length), CancellationToken.None);
        }
    }

    // Before the worker has the answer, so that nothing is stored that isn't known here.
    private void Note(HttpRequest came, Dictionary<string, string> form, string answer)
    {
        if (form.Count > 0)
        {
            string name = came.Query[AnsweredRequests.Parameter].ToString();
            _ledger.Answer(name, form.GetValueOrDefault("code"), form.GetValueOrDefault("refresh_token"), answer, _clock.GetUtcNow());
        }
    }

    private static async Task<byte[]> ReadAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        return body.ToArray();
    }

    private static Dictionary<string, string> ReadForm(byte[] body) => QueryHelpers.ParseQuery(Encoding.UTF8.GetString(body))
        .ToDictionary(pair => pair.Key, pair => pair.Value.ToString(), StringComparer.Ordinal);
}
