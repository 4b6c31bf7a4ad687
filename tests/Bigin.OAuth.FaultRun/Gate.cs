using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Bigin.OAuth.FaultRun;

/// <summary>Stands between the workers and the emulator, for what the emulator does not play: redirects to a stranger, and resets before anything was processed.</summary>
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

    private Gate(WebApplication app, Uri trap) => (_app, _trap) = (app, trap);

    /// <summary>Gets the addresses to call in the place of the emulator's, by data center.</summary>
    internal IReadOnlyDictionary<string, Uri> Servers { get; private set; } = new Dictionary<string, Uri>();

    internal IReadOnlyDictionary<string, int> Played => _played;

    internal static async Task<Gate> StartAsync(IReadOnlyList<DataCenter> dataCenters, Uri trap)
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
        var gate = new Gate(builder.Build(), trap);
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
        bool isForToken = context.Request.Path.StartsWithSegments("/oauth");
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

        try
        {
            await ForwardAsync(context);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or OperationCanceledException)
        {
            context.Abort(); // as much as came has been passed on, and no more is to come
        }
    }

    private async Task ForwardAsync(HttpContext context)
    {
        HttpRequest came = context.Request;
        using var request = new HttpRequestMessage(new HttpMethod(came.Method), new Uri(_targets[context.Connection.LocalPort], came.Path + came.QueryString));
        using var body = new MemoryStream();
        await came.Body.CopyToAsync(body, context.RequestAborted);
        if (body.Length > 0)
        {
            request.Content = new ByteArrayContent(body.ToArray());
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
        await response.Content.CopyToAsync(context.Response.Body, context.RequestAborted);
    }
}
