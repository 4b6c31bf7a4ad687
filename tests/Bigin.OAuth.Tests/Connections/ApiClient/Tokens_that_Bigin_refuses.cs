using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using Bigin.OAuth.Tests.Tokens;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Bigin.OAuth.Tests.Connections.ApiClient;

[TestOf(typeof(BiginConnections))]
public sealed class Tokens_that_Bigin_refuses
{
    private const string AuthenticationFailure = """{"code":"AUTHENTICATION_FAILURE","details":{},"message":"Authentication failed","status":"error"}""";

    private static readonly string First = ApiHost.GetToken(ApiHost.Key);

    private static readonly Dictionary<string, Func<HttpContent?>> Repeatable = new()
    {
        ["nothing"] = () => null,
        ["a string"] = () => new StringContent("body"),
        ["JSON"] = () => JsonContent.Create(new Dictionary<string, string> { ["a"] = "body" }),
        ["a form"] = () => new FormUrlEncodedContent([new("a", "body")]),
        ["bytes"] = () => new ByteArrayContent("body"u8.ToArray()),
        ["memory"] = () => new ReadOnlyMemoryContent("body"u8.ToArray()),
        ["parts of those"] = () => new MultipartFormDataContent { { new StringContent("body"), "a" }, { new MultipartContent { new ByteArrayContent([65]) }, "b" } },
    };

    private static readonly Dictionary<string, Func<HttpContent>> SentOnce = new()
    {
        ["a stream"] = () => new StreamContent(new MemoryStream("body"u8.ToArray())),
        ["a part that is a stream"] = () => new MultipartFormDataContent { { new StringContent("body"), "a" }, { new StreamContent(new MemoryStream([65])), "b" } },
    };

    private static readonly TestCaseData[] Others =
    [
        new TestCaseData(401, "text/html", Encoding.UTF8.GetBytes("<!DOCTYPE html><title>Zoho</title>")).SetName("a page"),
        new TestCaseData(401, "application/json", Array.Empty<byte>()).SetName("nothing"),
        new TestCaseData(401, "application/json", Encoding.UTF8.GetBytes("""{"code":"INVALID_TOKE""")).SetName("half of it"),
        new TestCaseData(401, "application/json", Encoding.UTF8.GetBytes("""{"code":"invalid_token"}""")).SetName("another letter case"),
        new TestCaseData(401, "application/json", Encoding.UTF8.GetBytes("""["INVALID_TOKEN"]""")).SetName("an array"),
        new TestCaseData(401, "application/json", Encoding.UTF8.GetBytes("""{"code":401}""")).SetName("a number"),
        new TestCaseData(401, "application/json", Encoding.UTF8.GetBytes("""{"code":"\ud800"}""")).SetName("half a surrogate pair"),
        new TestCaseData(401, "application/json", Encoding.UTF8.GetBytes("null")).SetName("null"),
        new TestCaseData(401, "application/json", Encoding.UTF8.GetBytes("""{"code":"AUTHORIZATION_FAILED"}""")).SetName("another code"),
        new TestCaseData(401, "application/json", Encoding.UTF8.GetBytes($$"""{"x":"{{new string('x', 3 * 1024 * 1024)}}","code":"INVALID_TOKEN"}""")).SetName("three megabytes"),
        new TestCaseData(403, "application/json", Encoding.UTF8.GetBytes("""{"code":"INVALID_TOKEN"}""")).SetName("403"),
        new TestCaseData(400, "application/json", Encoding.UTF8.GetBytes("""{"code":"INVALID_TOKEN"}""")).SetName("400"),
    ];

    private static IEnumerable<string> RepeatableNames => Repeatable.Keys;

    private static IEnumerable<string> SentOnceNames => SentOnce.Keys;

    [Test]
    public async Task Are_refreshed_and_the_request_is_repeated_once([ValueSource(nameof(RepeatableNames))] string content, [Values(ApiServer.InvalidToken, AuthenticationFailure)] string body)
    {
        await using ApiServer api = await ApiServer.RefusingAsync(body, First);
        await using RawServer accounts = RawServer.Start(ApiHost.Refreshed("1000.second"));
        await using ApiHost host = await ApiHost.StartAsync(api.Address, accounts.Address);
        using HttpClient bigin = host.Connections.CreateClient(ApiHost.Key);
        using var request = new HttpRequestMessage(HttpMethod.Post, "Contacts") { Content = Repeatable[content]() };

        using HttpResponseMessage answer = await bigin.SendAsync(request);

        answer.StatusCode.Should().Be(HttpStatusCode.OK);
        api.Requests.Select(x => x.Authorization).Should().Equal($"Zoho-oauthtoken {First}", "Zoho-oauthtoken 1000.second");
        api.Requests.Select(x => x.Body).Distinct().Should().ContainSingle().Which.Contains("body", StringComparison.Ordinal).Should().Be(content != "nothing");
        accounts.Requests.Should().ContainSingle();
    }

    [Test]
    public async Task Are_dropped_though_a_stream_is_not_sent_again([ValueSource(nameof(SentOnceNames))] string content, [Values] HttpCompletionOption completion)
    {
        await using ApiServer api = await ApiServer.RefusingAsync(ApiServer.InvalidToken, First);
        await using RawServer accounts = RawServer.Start(ApiHost.Refreshed("1000.second"));
        await using ApiHost host = await ApiHost.StartAsync(api.Address, accounts.Address);
        using HttpClient bigin = host.Connections.CreateClient(ApiHost.Key);
        using var request = new HttpRequestMessage(HttpMethod.Post, "files") { Content = SentOnce[content]() };

        using HttpResponseMessage refused = await bigin.SendAsync(request, completion);
        using HttpResponseMessage next = await bigin.GetAsync("org");

        refused.StatusCode.Should().Be(HttpStatusCode.Unauthorized);
        (await refused.Content.ReadAsStringAsync()).Should().Be(ApiServer.InvalidToken);
        refused.Content.Headers.ContentType!.MediaType.Should().Be("application/json");
        next.StatusCode.Should().Be(HttpStatusCode.OK);
        api.Requests.Select(x => x.Authorization).Should().Equal($"Zoho-oauthtoken {First}", "Zoho-oauthtoken 1000.second");
    }

    [Test]
    public async Task At_one_address_whatever_the_token_are_refreshed_once()
    {
        await using ApiServer api = await ApiServer.RefusingAsync(ApiServer.InvalidToken, "");
        await using RawServer accounts = RawServer.Start([.. Enumerable.Range(0, 30).Select(i => ApiHost.Refreshed($"1000.later.{i}"))]);
        await using ApiHost host = await ApiHost.StartAsync(api.Address, accounts.Address);
        using HttpClient bigin = host.Connections.CreateClient(ApiHost.Key);

        using (HttpResponseMessage answer = await bigin.GetAsync("org"))
        {
            answer.StatusCode.Should().Be(HttpStatusCode.Unauthorized);
            (await answer.Content.ReadAsStringAsync()).Should().Be(ApiServer.InvalidToken);
            api.Requests.Should().HaveCount(2);
            accounts.Requests.Should().ContainSingle();
        }

        for (int i = 0; i < 30; i++)
        {
            using HttpResponseMessage answer = await bigin.GetAsync("org");
            answer.StatusCode.Should().Be(HttpStatusCode.Unauthorized);
        }

        accounts.Requests.Should().ContainSingle("the address refuses every token, and the others may need the budget");
        (await host.Connections.GetAccessTokenAsync(ApiHost.Key)).Reveal().Should().Be("1000.later.0");
        host.Clock.Advance(TimeSpan.FromMinutes(10));
        (await bigin.GetAsync("org")).Dispose();
        accounts.Requests.Should().HaveCount(2, "Bigin may have ended the token meanwhile");
    }

    [Test]
    public async Task One_after_the_other_at_one_address_are_refreshed_where_the_repeated_request_was_accepted_between_them()
    {
        var ended = new ConcurrentBag<string> { First };
        await using ApiServer api = await ApiServer.StartAsync((request, _) => ended.Any(token => request.Authorization.EndsWith(token, StringComparison.Ordinal))
            ? Results.Text(ApiServer.InvalidToken, "application/json", statusCode: 401)
            : Results.Text("{}", "application/json"));
        await using RawServer accounts = RawServer.Start(ApiHost.Refreshed("1000.second"), ApiHost.Refreshed("1000.third"));
        await using ApiHost host = await ApiHost.StartAsync(api.Address, accounts.Address);
        using HttpClient bigin = host.Connections.CreateClient(ApiHost.Key);

        using HttpResponseMessage first = await bigin.GetAsync("org");
        ended.Add("1000.second");
        using HttpResponseMessage second = await bigin.GetAsync("org");

        first.StatusCode.Should().Be(HttpStatusCode.OK);
        second.StatusCode.Should().Be(HttpStatusCode.OK, "the address has accepted the token that it refuses now");
        api.Requests.Select(x => x.Authorization.Split(' ')[1]).Should().Equal(First, "1000.second", "1000.second", "1000.third");
    }

    [Test]
    public async Task At_one_address_whatever_the_token_are_believed_again_after_ten_minutes()
    {
        await using ApiServer api = await ApiServer.RefusingAsync(ApiServer.InvalidToken, "");
        await using RawServer accounts = RawServer.Start([.. Enumerable.Range(0, 9).Select(i => ApiHost.Refreshed($"1000.later.{i}"))]);
        await using ApiHost host = await ApiHost.StartAsync(api.Address, accounts.Address);
        using HttpClient bigin = host.Connections.CreateClient(ApiHost.Key);

        for (int minute = 0; minute < 30; minute++)
        {
            using HttpResponseMessage answer = await bigin.GetAsync("org");
            host.Clock.Advance(TimeSpan.FromMinutes(1));
        }

        accounts.Requests.Should().HaveCount(3, "Bigin may have ended the newer token too, and one refresh in ten minutes leaves nine for the others");
    }

    [Test]
    public async Task After_a_new_consent_are_refreshed_at_an_address_that_refused_the_grant_before()
    {
        var ended = new ConcurrentBag<string> { First };
        await using ApiServer api = await ApiServer.StartAsync((request, _) => ended.Any(token => request.Authorization.EndsWith(token, StringComparison.Ordinal))
            ? Results.Text(ApiServer.InvalidToken, "application/json", statusCode: 401)
            : Results.Text("{}", "application/json"));
        await using RawServer accounts = RawServer.Start(ApiHost.Refreshed("1000.third"));
        await using ApiHost host = await ApiHost.StartAsync(api.Address, accounts.Address);
        IBiginConnectionStore store = host.Services.GetRequiredService<IBiginConnectionStore>();
        using HttpClient bigin = host.Connections.CreateClient(ApiHost.Key);
        await host.Connections.GetAccessTokenAsync(ApiHost.Key);
        StoredConnection row = (await store.FindAsync(ApiHost.Key))!;
        (await store.TrySaveAsync(
            new StoredConnection
            {
                Key = row.Key,
                DataCenter = row.DataCenter,
                RefreshToken = "1000.of.the.new.consent",
                AccessToken = "1000.second",
                AccessTokenExpiresAt = row.AccessTokenExpiresAt,
                OrganizationId = "1", // or it would be read in the background
                ConnectedAt = row.ConnectedAt.AddSeconds(1),
            },
            row.ConcurrencyStamp)).Should().BeTrue();
        ended.Add("1000.second");

        using HttpResponseMessage first = await bigin.GetAsync("org");
        using HttpResponseMessage second = await bigin.GetAsync("org");

        first.StatusCode.Should().Be(HttpStatusCode.Unauthorized, "a request is repeated once");
        second.StatusCode.Should().Be(HttpStatusCode.OK, "the refusal of the grant before says nothing of this one");
        api.Requests.Select(x => x.Authorization.Split(' ')[1]).Should().Equal(First, "1000.second", "1000.second", "1000.third");
    }

    [Test]
    public async Task At_many_addresses_are_refreshed_three_times_in_ten_minutes()
    {
        await using ApiServer api = await ApiServer.RefusingAsync(ApiServer.InvalidToken, "");
        await using RawServer accounts = RawServer.Start([.. Enumerable.Range(0, 30).Select(i => ApiHost.Refreshed($"1000.later.{i}"))]);
        await using ApiHost host = await ApiHost.StartAsync(api.Address, accounts.Address);
        using HttpClient bigin = host.Connections.CreateClient(ApiHost.Key);

        for (int i = 0; i < 30; i++)
        {
            using HttpResponseMessage answer = await bigin.GetAsync($"Contacts/{i}");
            answer.StatusCode.Should().Be(HttpStatusCode.Unauthorized);
        }

        accounts.Requests.Should().HaveCount(3);
    }

    [Test]
    public async Task In_two_calls_at_once_are_refreshed_once()
    {
        using var both = new Barrier(2);
        await using ApiServer api = await ApiServer.StartAsync((request, _) =>
        {
            if (request.Authorization.EndsWith(First, StringComparison.Ordinal))
            {
                both.SignalAndWait();
                return Results.Text(ApiServer.InvalidToken, "application/json", statusCode: 401);
            }

            return Results.Text("{}");
        });
        await using RawServer accounts = RawServer.Start(ApiHost.Refreshed("1000.second"), ApiHost.Refreshed("1000.third"));
        await using ApiHost host = await ApiHost.StartAsync(api.Address, accounts.Address);
        using HttpClient bigin = host.Connections.CreateClient(ApiHost.Key);

        HttpResponseMessage[] answers = await Task.WhenAll(bigin.GetAsync("org"), bigin.GetAsync("users"));

        answers.Should().OnlyContain(answer => answer.StatusCode == HttpStatusCode.OK);
        accounts.Requests.Should().ContainSingle();
        api.Requests.Should().HaveCount(4);
    }

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

        Task<HttpResponseMessage> slow = await late.SendAsync(bigin, SentOnce["a stream"]());
        (await bigin.GetAsync("org")).StatusCode.Should().Be(HttpStatusCode.Unauthorized, "the second is refused too");
        (await bigin.PostAsync("files", SentOnce["a stream"]())).StatusCode.Should().Be(HttpStatusCode.Unauthorized, "and now it is not held");
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

    [TestCaseSource(nameof(Others))]
    public async Task Are_named_to_the_letter_and_other_answers_are_left_alone(int status, string contentType, byte[] body)
    {
        foreach (HttpCompletionOption completion in Enum.GetValues<HttpCompletionOption>())
        {
            await using RawServer api = RawServer.Start(RawAnswer.Of(status, contentType, body, "X-Kept: yes\r\n"));
            await using RawServer accounts = RawServer.Start(ApiHost.Refreshed("1000.second"));
            await using ApiHost host = await ApiHost.StartAsync(api.Address, accounts.Address);
            using HttpClient bigin = host.Connections.CreateClient(ApiHost.Key);

            using HttpResponseMessage answer = await bigin.GetAsync("org", completion);

            ((int)answer.StatusCode).Should().Be(status);
            answer.Headers.GetValues("X-Kept").Should().Equal("yes");
            answer.Content.Headers.ContentType!.MediaType.Should().Be(contentType);
            answer.Content.Headers.ContentLength.Should().Be(body.Length);
            (await answer.Content.ReadAsByteArrayAsync()).AsSpan().SequenceEqual(body).Should().BeTrue();
            api.Requests.Should().ContainSingle();
            accounts.Connections.Should().Be(0);
        }
    }

    [Test]
    public async Task In_an_answer_that_is_cut_are_an_error_of_the_connection()
    {
        await using RawServer api = RawServer.Start(RawAnswer.Json(ApiServer.InvalidToken, 401).CutAfter(10));
        await using ApiHost host = await ApiHost.StartAsync(api.Address);
        using HttpClient bigin = host.Connections.CreateClient(ApiHost.Key);

        await bigin.Awaiting(x => x.GetAsync("org")).Should().ThrowAsync<HttpRequestException>();
    }

    [Test]
    public async Task In_an_answer_that_stops_end_with_the_callers_cancellation()
    {
        await using RawServer api = RawServer.Start(RawAnswer.Json(ApiServer.InvalidToken, 401).StopAfter(10));
        await using ApiHost host = await ApiHost.StartAsync(api.Address);
        using HttpClient bigin = host.Connections.CreateClient(ApiHost.Key);
        using var cancellation = new CancellationTokenSource();

        Task<HttpResponseMessage> call = bigin.GetAsync("org", cancellation.Token);
        await api.Received;
        await cancellation.CancelAsync();

        await FluentActions.Awaiting(() => call).Should().ThrowAsync<OperationCanceledException>();
    }

    [Test]
    public async Task And_cannot_be_refreshed_need_consent()
    {
        await using ApiServer api = await ApiServer.RefusingAsync(ApiServer.InvalidToken, First);
        await using RawServer accounts = RawServer.Start(RawAnswer.Json("""{"error":"invalid_code"}"""));
        await using ApiHost host = await ApiHost.StartAsync(api.Address, accounts.Address);
        using HttpClient bigin = host.Connections.CreateClient(ApiHost.Key);

        (await bigin.Awaiting(x => x.GetAsync("org")).Should().ThrowAsync<BiginConnectionException>()).Which.Reason.Should().Be(ConnectionFailure.NeedsConsent);

        api.Requests.Should().ContainSingle();
    }

    [Test]
    public async Task For_their_scope_are_not_refreshed_and_the_log_names_the_mend()
    {
        const string body = """{"code":"OAUTH_SCOPE_MISMATCH","details":{},"message":"invalid oauth scope to access this URL","status":"error"}""";
        using var logs = new RecordedLogs();
        await using ApiServer api = await ApiServer.RefusingAsync(body, First);
        await using RawServer accounts = RawServer.Start(ApiHost.Refreshed("1000.second"));
        await using ApiHost host = await ApiHost.StartAsync(api.Address, accounts.Address, build: builder => builder.Services.AddLogging(logging => logging.AddProvider(logs)));
        using HttpClient bigin = host.Connections.CreateClient(ApiHost.Key);

        using HttpResponseMessage answer = await bigin.GetAsync("Contacts?fields=Last_Name");

        answer.StatusCode.Should().Be(HttpStatusCode.Unauthorized);
        (await answer.Content.ReadAsStringAsync()).Should().Be(body);
        accounts.Connections.Should().Be(0);
        api.Requests.Should().ContainSingle();
        logs.Entries.Should().ContainSingle(entry => entry.Level == LogLevel.Warning && entry.Category.Contains("BiginConnections", StringComparison.Ordinal))
            .Which.Everything.Should().Contain("GET /bigin/v2/Contacts of tenant-42").And.Contain("Add ZohoBigin.modules.contacts.READ to").And.NotContain("Last_Name");
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
            await _waiting.Task;
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
