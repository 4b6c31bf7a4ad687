using System.Net;
using Bigin.OAuth.Tests.Tokens;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Bigin.OAuth.Tests.Connections.ApiClient;

/// <summary>The answer that refuses a token may come when the connection has gone on to another one.</summary>
[TestOf(typeof(BiginConnections))]
public sealed class Tokens_that_Bigin_refuses_out_of_order
{
    private static readonly string First = ApiHost.GetToken(ApiHost.Key);

    [Test]
    public async Task Are_not_mistaken_for_a_newer_one_that_somebody_else_has_fetched([Values] bool andTheStoreDoesNotTake)
    {
        using var late = new LateAnswer(First);
        await using ApiServer api = await late.RefusingAsync(First);
        await using RawServer accounts = RawServer.Start(ApiHost.Refreshed("1000.second"), ApiHost.Refreshed("1000.third"));
        await using ApiHost host = await ApiHost.StartAsync(api.Address, accounts.Address, build: builder => Forget(builder, andTheStoreDoesNotTake ? "1000.second" : null));
        using HttpClient bigin = host.Connections.CreateClient(ApiHost.Key);

        Task<HttpResponseMessage> slow = await late.SendAsync(bigin, null);
        (await bigin.GetAsync("org")).EnsureSuccessStatusCode();
        late.Come();

        (await slow).EnsureSuccessStatusCode();
        accounts.Requests.Should().ContainSingle();
        (await host.Connections.GetAccessTokenAsync(ApiHost.Key)).Reveal().Should().Be("1000.second");
    }

    // The store keeps a refused token, because the save of the one after it failed, when an answer about an even older one comes.
    [Test]
    public async Task Stay_refused_whatever_a_late_answer_says_of_an_older_one()
    {
        using var late = new LateAnswer(First);
        await using ApiServer api = await late.RefusingAsync(First, "1000.second");
        await using RawServer accounts = RawServer.Start(ApiHost.Refreshed("1000.second"), ApiHost.Refreshed("1000.third", expiresIn: 600), ApiHost.Refreshed("1000.fourth"));
        await using ApiHost host = await ApiHost.StartAsync(api.Address, accounts.Address, build: builder => Forget(builder, "1000.third"));
        using HttpClient bigin = host.Connections.CreateClient(ApiHost.Key);

        Task<HttpResponseMessage> slow = await late.SendAsync(bigin, new StringContent("body"));
        (await bigin.GetAsync("org")).StatusCode.Should().Be(HttpStatusCode.Unauthorized, "the second is refused too");
        (await bigin.GetAsync("users")).EnsureSuccessStatusCode();
        late.Come();
        (await slow).EnsureSuccessStatusCode();
        host.Clock.Advance(TimeSpan.FromMinutes(10));

        (await host.Connections.GetAccessTokenAsync(ApiHost.Key)).Reveal().Should().Be("1000.fourth");
        accounts.Requests.Should().HaveCount(3);
    }

    [Test]
    public async Task Stay_refused_while_no_other_is_held_whatever_a_late_answer_says_of_an_older_one()
    {
        using var late = new LateAnswer(First);
        await using ApiServer api = await late.RefusingAsync(First, "1000.second");
        await using RawServer accounts = RawServer.Start(ApiHost.Refreshed("1000.second"), ApiHost.Refreshed("1000.third"));
        await using ApiHost host = await ApiHost.StartAsync(api.Address, accounts.Address);
        using HttpClient bigin = host.Connections.CreateClient(ApiHost.Key);

        Task<HttpResponseMessage> slow = await late.SendAsync(bigin, RequestBodies.SentOnce["a stream"]());
        (await bigin.GetAsync("org")).StatusCode.Should().Be(HttpStatusCode.Unauthorized, "the second is refused too");
        (await bigin.PostAsync("files", RequestBodies.SentOnce["a stream"]())).StatusCode.Should().Be(HttpStatusCode.Unauthorized, "and now it is not held");
        late.Come();
        (await slow).StatusCode.Should().Be(HttpStatusCode.Unauthorized, "a stream is not sent again");

        (await host.Connections.GetAccessTokenAsync(ApiHost.Key)).Reveal().Should().Be("1000.third");
    }

    [Test]
    public async Task Are_not_taken_out_of_the_store_by_a_process_that_holds_none()
    {
        using var late = new LateAnswer(First);
        await using ApiServer api = await late.RefusingAsync(First);
        await using RawServer accounts = RawServer.Start(RawAnswer.Json("""{"status":"success"}"""), ApiHost.Refreshed("1000.second"));
        await using ApiHost host = await ApiHost.StartAsync(api.Address, accounts.Address);
        using HttpClient bigin = host.Connections.CreateClient(ApiHost.Key);

        Task<HttpResponseMessage> slow = await late.SendAsync(bigin, null);
        (await host.Connections.DisconnectAsync(ApiHost.Key)).Should().BeOfType<Disconnected>();
        await host.AddConnectionAsync(ApiHost.Key);
        late.Come();

        (await slow).EnsureSuccessStatusCode();
        api.Requests.Select(x => x.Authorization).Should().Equal($"Zoho-oauthtoken {First}", "Zoho-oauthtoken 1000.second");
    }

    private static void Forget(BiginOAuthBuilder builder, string? accessToken)
    {
        ServiceDescriptor inMemory = builder.Services.Single(service => service.ServiceType == typeof(IBiginConnectionStore));
        builder.Services.AddSingleton<IBiginConnectionStore>(services =>
            new ForgetfulStore((IBiginConnectionStore)inMemory.ImplementationFactory!(services), accessToken));
    }

    /// <summary>A server's answer to one request with one token, which comes when the test says.</summary>
    private sealed class LateAnswer(string token) : IDisposable
    {
        private readonly TaskCompletionSource _waiting = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly ManualResetEventSlim _come = new();

        internal Task<ApiServer> RefusingAsync(params string[] tokens) => ApiServer.StartAsync((request, _) =>
        {
            if (request.Target.EndsWith("late", StringComparison.Ordinal) && request.Authorization.EndsWith(token, StringComparison.Ordinal))
            {
                _waiting.SetResult();
                _come.Wait();
            }

            return tokens.Any(refused => request.Authorization.EndsWith(refused, StringComparison.Ordinal))
                ? Results.Text(ApiServer.InvalidToken, "application/json", statusCode: 401)
                : Results.Text("{}");
        });

        /// <summary>Sends the request, and comes back when it has arrived.</summary>
        internal async Task<Task<HttpResponseMessage>> SendAsync(HttpClient client, HttpContent? content)
        {
            Task<HttpResponseMessage> answer = client.PostAsync("late", content);
            await _waiting.Task.WaitAsync(Hang.Limit);
            return answer;
        }

        internal void Come() => _come.Set();

        public void Dispose()
        {
            _come.Set();
            _come.Dispose();
        }
    }

    /// <summary>Fails to save one access token.</summary>
    private sealed class ForgetfulStore(IBiginConnectionStore inner, string? accessToken) : IBiginConnectionStore
    {
        public ValueTask<StoredConnection?> FindAsync(string key, CancellationToken cancellationToken = default) => inner.FindAsync(key, cancellationToken);

        public ValueTask<bool> TrySaveAsync(StoredConnection connection, string? expectedStamp, CancellationToken cancellationToken = default) =>
            connection.AccessToken == accessToken ? throw new IOException("The disk is full.") : inner.TrySaveAsync(connection, expectedStamp, cancellationToken);

        public ValueTask<bool> TryDeleteAsync(string key, string expectedStamp, CancellationToken cancellationToken = default) => inner.TryDeleteAsync(key, expectedStamp, cancellationToken);

        public ValueTask<string?> FindStampAsync(string key, CancellationToken cancellationToken = default) => inner.FindStampAsync(key, cancellationToken);

        public IAsyncEnumerable<ConnectionSummary> ListAsync(CancellationToken cancellationToken = default) => inner.ListAsync(cancellationToken);

        public ValueTask<IAsyncDisposable?> TryLockAsync(string key, TimeSpan lease, CancellationToken cancellationToken = default) =>
            inner.TryLockAsync(key, lease, cancellationToken);
    }
}
