using System.Net;
using System.Net.Http.Json;
using Bigin.OAuth.Tests.Tokens;

namespace Bigin.OAuth.Tests.Connections.ApiClient;

/// <summary>After a 401 the request is repeated, and a body that is another by then would be data loss.</summary>
[TestOf(typeof(BiginConnections))]
public sealed class Bodies_that_are_repeated
{
    private static readonly string First = ApiHost.GetToken(ApiHost.Key);

    private static readonly Dictionary<string, Func<HttpContent>> ReadOnce = new()
    {
        ["JSON of a sequence that can be read once"] = () => JsonContent.Create(Drain()),
        ["JSON with a member that can be read once"] = () => JsonContent.Create(new { data = Drain() }),
        ["JSON of an asynchronous sequence"] = () => JsonContent.Create(DrainAsync()),
        ["a part with JSON that can be read once"] = () => new MultipartContent("mixed", "boundary") { JsonContent.Create(Drain()) },
    };

    private static readonly Dictionary<string, Func<HttpContent>> OfTheHost = new()
    {
        ["bytes of a derived type"] = () => new Dwindling(),
        ["a part of a derived type"] = () => new MultipartContent { new Dwindling() },
        ["parts in a derived type"] = () => new DerivedParts { new StringContent("Anna") },
    };

    private static IEnumerable<string> ReadOnceNames => ReadOnce.Keys;

    private static IEnumerable<string> OfTheHostNames => OfTheHost.Keys;

    [Test]
    public async Task Are_the_same_both_times([ValueSource(nameof(ReadOnceNames))] string content)
    {
        await using ApiServer api = await ApiServer.RefusingAsync(ApiServer.InvalidToken, First);
        await using RawServer accounts = RawServer.Start(ApiHost.Refreshed("1000.second"));
        await using ApiHost host = await ApiHost.StartAsync(api.Address, accounts.Address);
        using HttpClient bigin = host.Connections.CreateClient(ApiHost.Key);

        using HttpResponseMessage response = await bigin.PostAsync("Contacts", ReadOnce[content]());

        response.StatusCode.Should().Be(HttpStatusCode.OK);
        api.Requests.Should().HaveCount(2);
        api.Requests.Select(request => request.Body).Distinct().Should().ContainSingle().Which.Should().Contain("[\"Anna\",\"Bert\"]");
    }

    [Test]
    public async Task Are_not_of_a_type_that_may_write_something_else([ValueSource(nameof(OfTheHostNames))] string content)
    {
        await using ApiServer api = await ApiServer.RefusingAsync(ApiServer.InvalidToken, First);
        await using RawServer accounts = RawServer.Start(ApiHost.Refreshed("1000.second"));
        await using ApiHost host = await ApiHost.StartAsync(api.Address, accounts.Address);
        using HttpClient bigin = host.Connections.CreateClient(ApiHost.Key);

        using HttpResponseMessage response = await bigin.PostAsync("Contacts", OfTheHost[content]());

        response.StatusCode.Should().Be(HttpStatusCode.Unauthorized);
        api.Requests.Should().ContainSingle();
    }

    private static IEnumerable<string> Drain()
    {
        var names = new Queue<string>(["Anna", "Bert"]);
        return Once();

        IEnumerable<string> Once()
        {
            while (names.TryDequeue(out string? name))
            {
                yield return name;
            }
        }
    }

    private static async IAsyncEnumerable<string> DrainAsync()
    {
        foreach (string name in new[] { "Anna", "Bert" })
        {
            await Task.Yield();
            yield return name;
        }
    }

    /// <summary>Writes one byte less each time.</summary>
    private sealed class Dwindling() : ByteArrayContent("Anna"u8.ToArray())
    {
        private int _length = 4;

        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => stream.WriteAsync("Anna"u8.ToArray(), 0, _length--);

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }

    private sealed class DerivedParts : MultipartContent;
}
