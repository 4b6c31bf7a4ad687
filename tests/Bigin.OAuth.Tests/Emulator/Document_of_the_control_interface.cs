using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Bigin.OAuth.Emulator;

namespace Bigin.OAuth.Tests.Emulator;

/// <summary>The OpenAPI document and the interface say the same.</summary>
[TestOf(typeof(BiginEmulator))]
public sealed class Document_of_the_control_interface
{
    [Test]
    public async Task Describes_each_operation_and_no_other()
    {
        await using Host host = await Host.StartAsync();
        using var caller = new Caller(host);
        JsonNode document = await ReadAsync(caller);

        string[] described =
        [
            .. from path in document["paths"]!.AsObject()
               from operation in path.Value!.AsObject()
               select $"{operation.Key.ToUpperInvariant()} {path.Key}",
        ];
        var responding = new List<string>();
        foreach (string path in document["paths"]!.AsObject().Select(path => path.Key))
        {
            foreach (string method in new[] { "GET", "POST", "PUT", "DELETE" })
            {
                // An empty body is wrong for most, but an address that exists says so with another status.
                HttpResponseMessage response = await caller.Http.SendAsync(new HttpRequestMessage(new HttpMethod(method), caller.Address(path)));
                if (response.StatusCode is not (HttpStatusCode.NotFound or HttpStatusCode.MethodNotAllowed))
                {
                    responding.Add($"{method} {path}");
                }
            }
        }

        described.Should().HaveCountGreaterThan(15);
        responding.Should().BeEquivalentTo(described);
    }

    [Test]
    public async Task Describes_every_endpoint_that_is_mapped()
    {
        await using Host host = await Host.StartAsync();
        using var caller = new Caller(host);
        JsonNode document = await ReadAsync(caller);

        string source = Repository.Read("src", "Bigin.OAuth.Emulator", "Control", "ControlEndpoints.cs");
        string[] mapped = [.. System.Text.RegularExpressions.Regex.Matches(source, "(?:Map<[^>]+>\\(routes, |MapWithoutBody\\(routes, HttpMethods\\.[A-Za-z]+, )\"([^\"]+)\"").Select(match => "/emulator/" + match.Groups[1].Value).Distinct()];

        mapped.Should().HaveCountGreaterThan(10);
        document["paths"]!.AsObject().Select(path => path.Key).Should().Contain(mapped);
    }

    [Test]
    public async Task Names_the_fields_of_responses_and_requests_as_they_are()
    {
        await using Host host = await Host.StartAsync();
        using var caller = new Caller(host);
        JsonNode schemas = (await ReadAsync(caller))["components"]!["schemas"]!;
        await caller.ConnectAsync();

        JsonNode emulator = (await caller.Http.GetFromJsonAsync<JsonNode>(caller.Address("/emulator")))!;
        JsonNode request = (await caller.Http.GetFromJsonAsync<JsonArray>(caller.Address("/emulator/requests")))![0]!;
        JsonNode clock = (await caller.Http.GetFromJsonAsync<JsonNode>(caller.Address("/emulator/clock")))!;
        JsonNode file = JsonNode.Parse(await host.Emulator.CreateSelfClientCodeAsync("one@example.com"))!;

        Names(emulator).Should().BeEquivalentTo(Properties(schemas, "Emulator"));
        Names(emulator["clients"]![0]!).Should().BeEquivalentTo(Properties(schemas, "Client"));
        Names(emulator["users"]![0]!).Should().BeEquivalentTo(Properties(schemas, "User"));
        Names(emulator["dataCenters"]!["us"]!).Should().BeEquivalentTo(Properties(schemas, "Servers"));
        Names(request).Should().BeEquivalentTo(Properties(schemas, "Request"));
        Names(clock).Should().BeEquivalentTo(Properties(schemas, "Clock"));
        Names(file).Should().BeEquivalentTo(Properties(schemas, "SelfClientFile"));
        schemas["Fault"]!["properties"]!["endpoint"]!["enum"]!.AsArray().Select(name => (string)name!).Should().BeEquivalentTo(Enum.GetNames<EmulatorEndpoint>());
    }

    [TestCase("accept", "Decision")]
    [TestCase("self-client-codes", "SelfClientCode")]
    [TestCase("refresh-tokens", "RefreshToken")]
    [TestCase("revoke", "Revocation")]
    [TestCase("clock/advance", "Advance")]
    [TestCase("faults", "Fault")]
    [TestCase("api", "ApiResponse")]
    public async Task Names_no_field_of_a_request_that_is_not_read(string path, string schema)
    {
        await using Host host = await Host.StartAsync();
        using var caller = new Caller(host);
        JsonNode schemas = (await ReadAsync(caller))["components"]!["schemas"]!;

        foreach (string property in Properties(schemas, schema).Append("unknown"))
        {
            // Of two mistakes, the name that isn't known is told first; a known one leads to another error, or to none.
            using var content = new StringContent($$"""{ "{{property}}": null }""", Encoding.UTF8, "application/json");
            string text = await (await caller.Http.PostAsync(caller.Address($"/emulator/{path}"), content)).Content.ReadAsStringAsync();

            text.Contains("could not be mapped", StringComparison.Ordinal).Should().Be(property == "unknown", text);
        }
    }

    private static async Task<JsonNode> ReadAsync(Caller caller) =>
        (await caller.Http.GetFromJsonAsync<JsonNode>(caller.Address("/emulator/openapi.json")))!;

    private static IEnumerable<string> Names(JsonNode value) => value.AsObject().Select(field => field.Key);

    private static IEnumerable<string> Properties(JsonNode schemas, string schema) => schemas[schema]!["properties"]!.AsObject().Select(property => property.Key);
}
