using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Bigin.OAuth.FaultRun;

/// <summary>Does in a worker what people do whose connections these are, and says what came of it.</summary>
internal sealed class WorkerOperations(IServiceProvider services, Action<string> say)
{
    private readonly BiginConnections _connections = services.GetRequiredService<BiginConnections>();
    private readonly RedirectResponseParser _parser = services.GetRequiredService<RedirectResponseParser>();
    private readonly BiginOAuthOptions _options = services.GetRequiredService<IOptions<BiginOAuthOptions>>().Value;
    private readonly ConcurrentDictionary<Task, bool> _underWay = new();

    internal void Begin(string id, string[] words)
    {
        Task operation = Task.Run(() => SayAsync(id, words));
        _underWay.TryAdd(operation, true);
        _ = operation.ContinueWith(ended => _underWay.TryRemove(ended, out _), TaskScheduler.Default);
    }

    internal Task WaitAsync() => Task.WhenAll(_underWay.Keys);

    internal static string Describe(BiginConnectionException exception) =>
        exception is { Reason: ConnectionFailure.StoreFailed, InnerException: { } inner } ? $"store:{inner.GetType().Name}" : exception.Reason.ToString();

    private async Task SayAsync(string id, string[] words)
    {
        AnsweredRequests.BeginOperation(id);
        string outcome;
        try
        {
            outcome = await RunAsync(words);
        }
        catch (BiginConnectionException exception)
        {
            outcome = Describe(exception);
        }
        catch (Exception exception)
        {
            outcome = $"undocumented:{exception.GetType()}:{exception.Message.Replace(' ', '-').ReplaceLineEndings("-")}";
        }

        say($"did {id} {outcome}");
    }

    private async Task<string> RunAsync(string[] words)
    {
        (OperationKind kind, string key, var change) = (Enum.Parse<OperationKind>(words[0]), words[1], Enum.Parse<OrganizationChange>(words[2]));
        switch (kind)
        {
            case OperationKind.Connect:
                RedirectResponse redirect = _parser.Parse(new Uri(words[3]), PendingAuthorization.FromJson(words[4]));
                return redirect is AuthorizationResult accepted ? Describe(await _connections.ConnectAsync(key, accepted, change)) : $"not-accepted:{redirect.GetType().Name}";
            case OperationKind.Import:
                return Describe(await _connections.ImportAsync(key, new RefreshToken(words[3]), _options.FindDataCenter(words[4])!, change));
            case OperationKind.Disconnect:
                DisconnectResult result = await _connections.DisconnectAsync(key);
                return result is DisconnectFailed failed ? $"{nameof(DisconnectFailed)}:{failed.Error.Kind}" : result.GetType().Name;
            case OperationKind.Forget:
                return await _connections.ForgetAsync(key) ? "Forgotten" : "NothingToForget";
            default:
                await _connections.RefreshAsync(key);
                return "Refreshed";
        }
    }

    private static string Describe(ConnectResult result) => result switch
    {
        ConnectFailed failed => $"{nameof(ConnectFailed)}:{failed.Error.Kind}",
        DifferentOrganization different => $"{nameof(DifferentOrganization)}:{(different.Picked is null ? "unknown" : "known")}",
        _ => result.GetType().Name,
    };
}
