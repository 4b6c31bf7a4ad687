using System.Net;
using System.Text;
using Bigin.OAuth.Tests.Tokens;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Bigin.OAuth.Tests.Connections.ApiClient;

[TestOf(typeof(BiginConnections))]
public sealed class A_client
{
    [Test]
    public async Task Shares_its_connections_with_those_of_other_keys_and_leaves_them_open()
    {
        await using ApiServer api = await ApiServer.StartAsync();
        await using ApiHost host = await ApiHost.StartAsync(api.Address);
        for (int i = 0; i < 100; i++)
        {
            await host.AddConnectionAsync($"tenant{i}");
            using HttpClient bigin = host.Connections.CreateClient($"tenant{i}");
            (await bigin.GetAsync("org")).EnsureSuccessStatusCode();
        }

        api.Requests.Should().HaveCount(100);
        api.Requests.Select(request => request.Authorization).Should().OnlyHaveUniqueItems();
        api.Requests.Select(request => request.Connection).Distinct().Should().ContainSingle();
    }

    [Test]
    public async Task That_is_kept_takes_the_handlers_that_the_factory_makes_next()
    {
        var handlers = new ReplacedHandlers();
        await using ApiServer api = await ApiServer.StartAsync();
        await using ApiHost host = await ApiHost.StartAsync(api.Address, build: builder => handlers.UseIn(builder.ApiHttpClient));
        using HttpClient bigin = host.Connections.CreateClient(ApiHost.Key);

        await handlers.CallUntilReplacedAsync(async () => (await bigin.GetAsync("org")).EnsureSuccessStatusCode());

        (await bigin.GetAsync("org")).EnsureSuccessStatusCode();
    }

    [Test]
    public async Task Is_configured_as_the_host_says()
    {
        await using ApiServer api = await ApiServer.StartAsync();
        await using ApiHost host = await ApiHost.StartAsync(api.Address, build: builder => builder.ApiHttpClient.ConfigureHttpClient(client =>
        {
            client.Timeout = TimeSpan.FromSeconds(7);
            client.DefaultRequestHeaders.Add("X-Host", "ours");
        }));
        using HttpClient bigin = host.Connections.CreateClient(ApiHost.Key);

        await bigin.GetAsync("org");

        bigin.Timeout.Should().Be(TimeSpan.FromSeconds(7));
        api.Requests.Should().ContainSingle().Which.Headers["X-Host"].Should().Be("ours");
    }

    [TestCase("nobody", ConnectionFailure.NotConnected)]
    [TestCase("lost", ConnectionFailure.NeedsConsent)]
    [TestCase("stale", ConnectionFailure.RefreshFailed)]
    public async Task Without_a_token_throws_why(string key, ConnectionFailure reason)
    {
        await using RawServer api = RawServer.Start(RawAnswer.Json("{}"));
        await using RawServer accounts = RawServer.Start(RawAnswer.Html(503));
        await using ApiHost host = await ApiHost.StartAsync(api.Address, accounts.Address);
        await host.AddConnectionAsync("lost", status: ConnectionStatus.NeedsConsent);
        await host.AddConnectionAsync("stale");
        host.Clock.Advance(TimeSpan.FromHours(2));
        using HttpClient bigin = host.Connections.CreateClient(key);

        BiginConnectionException thrown = (await bigin.Awaiting(x => x.GetAsync("org")).Should().ThrowExactlyAsync<BiginConnectionException>()).Which;

        thrown.Reason.Should().Be(reason);
        thrown.Key.Should().Be(key);
        api.Connections.Should().Be(0);
    }

    [Test]
    public async Task Ends_with_the_callers_cancellation()
    {
        await using RawServer api = RawServer.Start(RawAnswer.Silence);
        await using ApiHost host = await ApiHost.StartAsync(api.Address);
        using HttpClient bigin = host.Connections.CreateClient(ApiHost.Key);
        using var cancellation = new CancellationTokenSource();

        Task<HttpResponseMessage> call = bigin.GetAsync("org", cancellation.Token);
        await api.Received;
        await cancellation.CancelAsync();

        (await FluentActions.Awaiting(() => call).Should().ThrowAsync<TaskCanceledException>()).Which.CancellationToken.IsCancellationRequested.Should().BeTrue();
    }

    [Test]
    public async Task Times_out_like_any_other([Values] bool inTheMiddleOfA401)
    {
        await using RawServer api = RawServer.Start(inTheMiddleOfA401 ? RawAnswer.Json(ApiServer.InvalidToken, 401).StopAfter(10) : RawAnswer.Silence);
        await using ApiHost host = await ApiHost.StartAsync(api.Address);
        using HttpClient bigin = host.Connections.CreateClient(ApiHost.Key);
        bigin.Timeout = TimeSpan.FromMilliseconds(300);

        await bigin.Awaiting(x => x.GetAsync("org")).Should().ThrowAsync<TaskCanceledException>().WithInnerException<TaskCanceledException, TimeoutException>();
    }

    [TestCase(200)]
    [TestCase(401)]
    public async Task Streams_an_answer_whose_headers_are_enough(int status)
    {
        var read = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        byte[] beginning = Encoding.UTF8.GetBytes(new string('x', 100_000));
        await using ApiServer api = await ApiServer.StartAsync((_, context) =>
        {
            context.Response.StatusCode = status;
            return Results.Stream(async body =>
            {
                await body.WriteAsync(beginning);
                await body.FlushAsync();
                await read.Task.WaitAsync(Hang.Limit);
                await body.WriteAsync("end"u8.ToArray());
            });
        });
        await using ApiHost host = await ApiHost.StartAsync(api.Address);
        using HttpClient bigin = host.Connections.CreateClient(ApiHost.Key);

        using HttpResponseMessage answer = await bigin.GetAsync("Contacts", HttpCompletionOption.ResponseHeadersRead);
        await using Stream stream = await answer.Content.ReadAsStreamAsync();
        byte[] first = new byte[beginning.Length];
        await stream.ReadExactlyAsync(first);
        read.SetResult();
        using var rest = new StreamReader(stream);

        answer.StatusCode.Should().Be((HttpStatusCode)status);
        first.Should().Equal(beginning);
        (await rest.ReadToEndAsync()).Should().Be("end");
    }
}
