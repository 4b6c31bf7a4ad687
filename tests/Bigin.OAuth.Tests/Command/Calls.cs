using System.Text.Json;
using Bigin.OAuth.Emulator;
using Bigin.OAuth.Tool;

namespace Bigin.OAuth.Tests.Command;

[TestOf(typeof(BiginCommand))]
public sealed class Calls
{
    [TestCase("Contacts")]
    [TestCase("GET", "Contacts?fields=Last_Name")]
    [TestCase("get", "/bigin/v2/Contacts")]
    public async Task Print_the_response_as_it_came(params string[] request)
    {
        await using CommandSession session = await CommandSession.StartConnectedAsync();

        CommandEnd end = (await session.RunAsync(["call", "default", .. request])).ShouldSucceed();

        end.Json.GetProperty("data").EnumerateArray().First().GetProperty("Last_Name").GetString().Should().Be("Archer");
        end.Errors.Should().BeEmpty();
        session.Emulator.Requests[^1].Path.Should().Be("/bigin/v2/Contacts");
    }

    [TestCase("../../oauth/v2/token")]
    [TestCase("%2e%2e/oauth")]
    [TestCase("a/.%2E/b")]
    [TestCase("..%2foauth")]
    [TestCase("/oauth/v2/token")]
    [TestCase("//attacker.example/bigin/v2/Contacts")]
    [TestCase("https://attacker.example/bigin/v2/Contacts")]
    [TestCase("..\\oauth")]
    [TestCase("?fields=x")]
    [TestCase("Contacts\r\nHost: attacker.example")]
    public async Task Go_nowhere_but_under_the_API(string address)
    {
        await using CommandSession session = await CommandSession.StartConnectedAsync();
        int before = session.Emulator.Requests.Count;

        CommandEnd end = await session.RunAsync("call", "default", "GET", address);

        end.ExitCode.Should().Be(2);
        end.Output.Should().BeEmpty();
        end.Errors.Should().Contain("/bigin/v2/");
        session.Emulator.Requests.Count(request => request.Path != "/emulator").Should().Be(before);
    }

    [TestCase("POST", "Contacts")]
    [TestCase("DELETE", "Contacts/1")]
    [TestCase("TRACE", "Contacts")]
    public async Task Change_nothing_without_being_told(string method, string address)
    {
        await using CommandSession session = await CommandSession.StartConnectedAsync();

        CommandEnd end = await session.RunAsync("call", "default", method, address);

        end.ExitCode.Should().Be(2);
        end.Errors.Should().Contain(method == "TRACE" ? "TRACE" : "--write");
        session.Emulator.Requests.Should().NotContain(request => request.Method == method && request.Path.StartsWith("/bigin/", StringComparison.Ordinal));
    }

    [TestCase("literal")]
    [TestCase("file")]
    [TestCase("input")]
    public async Task Send_data_where_writing_is_allowed(string from)
    {
        const string Body = """{"data":[{"Last_Name":"Öst"}]}""";
        await using CommandSession session = await CommandSession.StartConnectedAsync();
        string? sent = null;
        session.Emulator.Api.Map("POST", "Contacts", request =>
        {
            sent = request.Body;
            return EmulatorApiResponse.Json("""{"data":[{"code":"SUCCESS"}]}""", 201);
        });
        string data = from switch { "file" => $"@{session.Write("body.json", Body)}", "input" => "@-", _ => Body };

        CommandEnd end = (await session.RunWithInputAsync(Body, "call", "default", "POST", "Contacts", "--write", "--data", data)).ShouldSucceed();

        end.Output.Should().Contain("SUCCESS");
        sent.Should().Be(Body);
    }

    [Test]
    public async Task Follow_pages_by_number_and_by_token_and_print_a_record_a_line()
    {
        await using CommandSession session = await CommandSession.StartConnectedAsync();
        session.Emulator.Api.Map("GET", "Notes", request => EmulatorApiResponse.Json(Query(request, "page_token") is { } token
            ? token == "t/1" ? Page("5", """ "page":3,"more_records":true,"next_page_token":"t/2" """) : Page("6", """ "more_records":false """)
            : Query(request, "page") == "2" ? Page("3,4", """ "page":2,"more_records":true,"next_page_token":"t/1" """) : Page("1,2", """ "page":1,"more_records":true """)));

        CommandEnd end = (await session.RunAsync("call", "default", "GET", "Notes?fields=x&per_page=2", "--page-all")).ShouldSucceed();

        end.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonElement.Parse(line).GetProperty("id").GetInt32()).Should().Equal(1, 2, 3, 4, 5, 6);
        end.Errors.Should().Contain("Page 4: 6 records");
    }

    [Test]
    public async Task Follow_pages_that_say_no_number()
    {
        await using CommandSession session = await CommandSession.StartConnectedAsync();
        session.Emulator.Api.Map("GET", "Notes", request => EmulatorApiResponse.Json(Query(request, "page") switch
        {
            null => Page("1", """ "more_records":true """),
            "2" => Page("2", """ "page":"two","more_records":true,"next_page_token":"" """),
            _ => """{"data":[{"id":3}],"info":"none"}""",
        }));

        CommandEnd end = (await session.RunAsync("call", "default", "Notes", "--page-all")).ShouldSucceed();

        end.Output.Should().Be("{\"id\":1}\n{\"id\":2}\n{\"id\":3}\n");
    }

    [Test]
    public async Task Stop_at_pages_that_lead_nowhere()
    {
        await using CommandSession session = await CommandSession.StartConnectedAsync();
        session.Emulator.Api.Map("GET", "Notes", _ => EmulatorApiResponse.Json(Page("1", """ "more_records":true,"next_page_token":"same" """)));

        CommandEnd end = await session.RunAsync("call", "default", "GET", "Notes", "--page-all");

        end.ExitCode.Should().Be(1);
        end.Failure.Should().Contain("isn't complete");
    }

    [TestCase("nothing", 0, null)]
    [TestCase("no list", 1, "The response has no list of records. Leave out --page-all.")]
    [TestCase("a list alone", 1, "The response has no list of records. Leave out --page-all.")]
    [TestCase("a page", 1, "The response isn't JSON. Leave out --page-all.")]
    [TestCase("a refusal", 1, "Bigin responded with 400")]
    public async Task Follow_no_pages_where_there_are_none(string answer, int exitCode, string? expected)
    {
        await using CommandSession session = await CommandSession.StartConnectedAsync();
        session.Emulator.Api.Map("GET", "Notes", _ => answer switch
        {
            "nothing" => EmulatorApiResponse.Empty(),
            "no list" => EmulatorApiResponse.Json("""{"info":{}}"""),
            "a list alone" => EmulatorApiResponse.Json("[1]"),
            _ => EmulatorApiResponse.Error(400, "SOME_CODE", "Some message"),
        });
        if (answer == "a page")
        {
            session.Emulator.Faults.Next(EmulatorEndpoint.Api, EmulatorFault.Html(200));
        }

        CommandEnd end = await session.RunAsync("call", "default", "Notes", "--page-all");

        end.ExitCode.Should().Be(exitCode);
        end.Errors.Should().Contain(expected ?? "Page 1: 0 records");
    }

    [Test]
    public async Task Wait_where_Bigin_limits_requests()
    {
        await using CommandSession session = await CommandSession.StartConnectedAsync();
        session.Emulator.Faults.Next(EmulatorEndpoint.Api, EmulatorFault.Status(429).WithRetryAfter(TimeSpan.FromSeconds(30)));

        CommandEnd end = (await session.RunAsync("call", "default", "Contacts")).ShouldSucceed();

        end.Json.TryGetProperty("data", out _).Should().BeTrue();
        end.Errors.Should().Contain("Waiting 30 seconds");
        session.Clock.Waits.Should().Contain(TimeSpan.FromSeconds(30));
    }

    [TestCase("60", 61)]
    [TestCase("0", 1)]
    public async Task Do_not_wait_longer_than_they_may(string limit, int retryAfter)
    {
        await using CommandSession session = await CommandSession.StartConnectedAsync();
        session.Emulator.Faults.Next(EmulatorEndpoint.Api, EmulatorFault.Status(429).WithRetryAfter(TimeSpan.FromSeconds(retryAfter)));

        CommandEnd end = await session.RunAsync("call", "default", "Contacts", "--max-wait", limit);

        end.ExitCode.Should().Be(5);
        end.Failure.Should().Contain("429").And.Contain("--max-wait");
    }

    [TestCase(404, 1, "Check the address: module names are case-sensitive, such as Contacts.")]
    [TestCase(401, 1, "The connection may lack the scope of this address. See bigin show and bigin scopes.")]
    [TestCase(400, 1, "Bigin responded with 400 Bad Request.")]
    [TestCase(500, 5, "Try again later.")]
    public async Task Print_the_body_of_a_failure_too(int status, int exitCode, string ending)
    {
        await using CommandSession session = await CommandSession.StartConnectedAsync();
        session.Emulator.Api.Map("GET", "Notes", _ => EmulatorApiResponse.Error(status, "SOME_CODE", "Some message"));

        CommandEnd end = await session.RunAsync("call", "default", "Notes");

        end.ExitCode.Should().Be(exitCode);
        end.Json.GetProperty("code").GetString().Should().Be("SOME_CODE");
        end.Failure.Should().StartWith($"bigin: Bigin responded with {status}").And.EndWith(ending);
    }

    private static string Page(string ids, string info) =>
        $"{{\"data\":[{string.Join(',', ids.Split(',').Select(id => $"{{\"id\":{id}}}"))}],\"info\":{{{info}}}}}";

    private static string? Query(EmulatorApiRequest request, string name) => request.Query.TryGetValue(name, out string? value) ? value : null;
}
