using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Bigin.OAuth.Tests.Connections.ApiClient;

[TestOf(typeof(BiginConnections))]
public sealed class The_access_token
{
    private static readonly string Token = ApiHost.GetToken(ApiHost.Key);
    private static readonly string Expected = $"Zoho-oauthtoken {Token}";

    [Test]
    public async Task Replaces_whatever_the_caller_or_the_host_sends_in_its_place()
    {
        await using ApiServer api = await ApiServer.StartAsync();
        await using ApiHost host = await ApiHost.StartAsync(api.Address, build: builder =>
            builder.ApiHttpClient.ConfigureHttpClient(client => client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "host")));
        using HttpClient bigin = host.Connections.CreateClient(ApiHost.Key);
        using var typed = new HttpRequestMessage(HttpMethod.Get, "org") { Headers = { Authorization = new AuthenticationHeaderValue("Bearer", "caller") } };
        using var raw = new HttpRequestMessage(HttpMethod.Get, "org");
        raw.Headers.TryAddWithoutValidation("authorization", "Zoho-oauthtoken caller");

        (await bigin.SendAsync(typed)).EnsureSuccessStatusCode();
        (await bigin.SendAsync(raw)).EnsureSuccessStatusCode();
        (await bigin.GetAsync("org")).EnsureSuccessStatusCode();

        api.Requests.Should().HaveCount(3).And.OnlyContain(request => request.Authorization == Expected);
    }

    [TestCase(HttpStatusCode.OK)]
    [TestCase(HttpStatusCode.Unauthorized)]
    [TestCase(HttpStatusCode.InternalServerError)]
    public async Task Is_gone_from_the_request_that_comes_back(HttpStatusCode status)
    {
        await using ApiServer api = await ApiServer.StartAsync((_, _) => Results.StatusCode((int)status));
        await using ApiHost host = await ApiHost.StartAsync(api.Address);
        using HttpClient bigin = host.Connections.CreateClient(ApiHost.Key);
        using var request = new HttpRequestMessage(HttpMethod.Get, "org");

        using HttpResponseMessage answer = await bigin.SendAsync(request);

        api.Requests.Should().ContainSingle().Which.Authorization.Should().Be(Expected);
        answer.StatusCode.Should().Be(status);
        $"{answer} {answer.RequestMessage} {request}".Should().NotContain(Token);
        answer.RequestMessage!.Headers.Contains("Authorization").Should().BeFalse();
    }

    [Test]
    public async Task Is_seen_by_no_handler_at_no_time_and_logged_nowhere()
    {
        var received = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var looked = new CountdownEvent(2);
        var seen = new ConcurrentQueue<string>();
        using var logs = new RecordedLogs();
        await using ApiServer api = await ApiServer.StartAsync((request, _) =>
        {
            received.TrySetResult();
            looked.Wait();
            return Results.Text("{}", statusCode: request.Target.EndsWith("fails", StringComparison.Ordinal) ? 503 : 200);
        });
        await using ApiHost host = await ApiHost.StartAsync(api.Address, build: builder =>
        {
            builder.Services.AddLogging(logging => logging.AddProvider(logs).SetMinimumLevel(LogLevel.Trace));
            builder.Services.ConfigureHttpClientDefaults(all => all.AddHttpMessageHandler(() => new Watcher(seen, received.Task, looked)));
            builder.ApiHttpClient.AddHttpMessageHandler(() => new Repeating()).AddHttpMessageHandler(() => new Watcher(seen, received.Task, looked)).RedactLoggedHeaders(_ => false);
        });
        using HttpClient bigin = host.Connections.CreateClient(ApiHost.Key);

        await bigin.GetAsync("fails");

        api.Requests.Should().HaveCount(2).And.OnlyContain(request => request.Authorization == Expected && request.Target == "/bigin/v2/fails");
        seen.Should().HaveCount(12).And.OnlyContain(entry => !entry.Contains(Token, StringComparison.Ordinal));
        logs.Entries.Should().Contain(entry => entry.Id.Name == "ApiCalled")
            .And.OnlyContain(entry => !entry.Everything.Contains(Token, StringComparison.Ordinal));
    }

    [Test]
    public async Task Goes_to_no_server_that_a_Host_header_names()
    {
        await using ApiServer api = await ApiServer.StartAsync();
        await using ApiHost host = await ApiHost.StartAsync(api.Address);
        using HttpClient bigin = host.Connections.CreateClient(ApiHost.Key);
        bigin.DefaultRequestHeaders.Host = "elsewhere.example.com";

        await bigin.GetAsync("org");

        api.Requests.Should().ContainSingle().Which.Headers["Host"].Should().Be(api.Address.Authority);
    }

    [Test]
    public async Task Comes_beside_all_else_of_the_request()
    {
        await using ApiServer api = await ApiServer.StartAsync();
        await using ApiHost host = await ApiHost.StartAsync(api.Address);
        using HttpClient bigin = host.Connections.CreateClient(ApiHost.Key);
        using var content = new StringContent("""{"a":1}""", null, "application/json");
        using var request = new HttpRequestMessage(HttpMethod.Patch, "Contacts/1") { Content = content, Version = HttpVersion.Version11 };
        request.Headers.TryAddWithoutValidation("If-Modified-Since", "2026-11-24T09:30:00+00:00"); // Bigin's form, which is not HTTP's
        request.Headers.Add("X-Several", ["one", "two"]);

        await bigin.SendAsync(request);

        ApiServerRequest sent = api.Requests.Should().ContainSingle().Subject;
        sent.Method.Should().Be("PATCH");
        sent.Body.Should().Be("""{"a":1}""");
        sent.Headers["If-Modified-Since"].Should().Be("2026-11-24T09:30:00+00:00");
        sent.Headers["X-Several"].Should().Be("one, two");
        sent.Headers["Content-Type"].Should().StartWith("application/json");
    }

    [Test]
    public async Task Of_one_tenant_never_travels_with_anothers_request_nor_do_cookies([Values] bool concurrently)
    {
        await using ApiServer api = await ApiServer.StartAsync((request, context) =>
        {
            context.Response.Headers.Append("Set-Cookie", $"crmcsr={request.Target.Split('/')[^1]}; Path=/");
            return Results.Text("{}");
        });
        await using ApiHost host = await ApiHost.StartAsync(api.Address, build: builder =>
            builder.ApiHttpClient.UseSocketsHttpHandler((handler, _) => handler.UseCookies = true));
        string[] keys = [.. Enumerable.Range(0, 10).Select(i => $"tenant{i}")];
        foreach (string key in keys)
        {
            await host.AddConnectionAsync(key);
        }

        IEnumerable<string> calls = Enumerable.Range(0, 100).Select(i => keys[i % keys.Length]);
        await Parallel.ForEachAsync(calls, new ParallelOptions { MaxDegreeOfParallelism = concurrently ? 10 : 1 }, async (key, cancellationToken) =>
        {
            using HttpClient bigin = host.Connections.CreateClient(key);
            (await bigin.GetAsync($"{key}", cancellationToken)).EnsureSuccessStatusCode();
        });

        api.Requests.Should().HaveCount(100)
            .And.OnlyContain(request => request.Authorization == $"Zoho-oauthtoken {ApiHost.GetToken(request.Target.Replace("/bigin/v2/", "", StringComparison.Ordinal))}")
            .And.OnlyContain(request => !request.Headers.ContainsKey("Cookie"));
    }

    private sealed class Repeating : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            using HttpResponseMessage first = await base.SendAsync(request, cancellationToken);
            return await base.SendAsync(request, cancellationToken);
        }
    }
}
