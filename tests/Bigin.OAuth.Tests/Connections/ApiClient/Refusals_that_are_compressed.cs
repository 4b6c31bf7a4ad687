using System.IO.Compression;
using System.Net;
using System.Text;
using Bigin.OAuth.Tests.Tokens;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Bigin.OAuth.Tests.Connections.ApiClient;

/// <summary>A handler of the host asks for compression and undoes it, further out than the library looks at a 401.</summary>
[TestOf(typeof(BiginConnections))]
public sealed class Refusals_that_are_compressed
{
    private static readonly string First = ApiHost.GetToken(ApiHost.Key);

    [TestCase("gzip")]
    [TestCase("x-gzip")]
    [TestCase("GZIP")]
    [TestCase("br")]
    [TestCase("deflate")]
    [TestCase("deflate", "raw")]
    [TestCase("identity")]
    [TestCase("gzip, br")]
    [TestCase("br, identity, gzip")]
    public async Task Are_recognized_in_every_coding(string codings, string? shape = null)
    {
        await using ApiServer api = await RefusingAsync(ApiServer.InvalidToken, codings, body => Encode(body, codings, shape));
        await using RawServer accounts = RawServer.Start(ApiHost.Refreshed("1000.second"));
        await using ApiHost host = await HostAsync(api, accounts);
        using HttpClient bigin = host.Connections.CreateClient(ApiHost.Key);

        using HttpResponseMessage response = await bigin.GetAsync("org");

        response.StatusCode.Should().Be(HttpStatusCode.OK);
        accounts.Requests.Should().ContainSingle();
    }

    [TestCase("gzip")]
    [TestCase("br")]
    [TestCase("deflate")]
    [TestCase("gzip, br")]
    public async Task Stay_readable_for_the_caller(string codings)
    {
        const string Error = """{"code":"AUTHORIZATION_FAILED"}""";
        await using ApiServer api = await RefusingAsync(Error, codings, body => Encode(body, codings, null));
        await using RawServer accounts = RawServer.Start(ApiHost.Refreshed("1000.second"));
        await using ApiHost host = await HostAsync(api, accounts);
        using HttpClient bigin = host.Connections.CreateClient(ApiHost.Key);

        using HttpResponseMessage response = await bigin.GetAsync("org");

        response.StatusCode.Should().Be(HttpStatusCode.Unauthorized);
        (await response.Content.ReadAsStringAsync()).Should().Be(Error);
        accounts.Requests.Should().BeEmpty();
    }

    private static readonly TestCaseData[] Unreadable =
    [
        Row("zstd", body => body, "an unknown coding"),
        Row("gzip", body => body, "no compression at all"),
        Row("br", body => body, "no Brotli at all"),
        Row("deflate", body => body, "no deflate at all"),
        Row("gzip", body => Encode(body, "gzip", null)[..^12], "the beginning"),
        Row("br", body => Encode(body, "br", null)[..^6], "the beginning of Brotli"),
        Row("gzip", _ => Encode([.. Encoding.UTF8.GetBytes("{\"code\":\"INVALID_TOKEN\"}"), .. Enumerable.Repeat((byte)' ', 8 * 1024 * 1024)], "gzip", null), "eight megabytes in a few bytes"),
        Row("gzip, gzip, gzip, gzip", body => Encode(body, "gzip, gzip, gzip, gzip", null), "more codings than anyone needs"),
    ];

    [TestCaseSource(nameof(Unreadable))]
    public async Task Are_handed_on_as_they_came_where_they_cannot_be_read(string codings, Func<byte[], byte[]> encode)
    {
        await using ApiServer api = await RefusingAsync(ApiServer.InvalidToken, codings, encode);
        await using RawServer accounts = RawServer.Start(ApiHost.Refreshed("1000.second"));
        await using ApiHost host = await ApiHost.StartAsync(api.Address, accounts.Address);
        using HttpClient bigin = host.Connections.CreateClient(ApiHost.Key);

        using HttpResponseMessage response = await bigin.GetAsync("org");

        response.StatusCode.Should().Be(HttpStatusCode.Unauthorized);
        response.Content.Headers.ContentEncoding.Should().Equal(codings.Split(", "));
        (await response.Content.ReadAsByteArrayAsync()).Should().Equal(encode(Encoding.UTF8.GetBytes(ApiServer.InvalidToken)));
        accounts.Requests.Should().BeEmpty();
    }

    private static Task<ApiHost> HostAsync(ApiServer api, RawServer accounts) =>
        ApiHost.StartAsync(api.Address, accounts.Address, build: builder => builder.ApiHttpClient.AddHttpMessageHandler(() => new Decompressing()));

    private static Task<ApiServer> RefusingAsync(string body, string codings, Func<byte[], byte[]> encode) => ApiServer.StartAsync((request, context) =>
    {
        if (!request.Authorization.EndsWith(First, StringComparison.Ordinal))
        {
            return Results.Text("{}", "application/json");
        }

        context.Response.StatusCode = 401;
        context.Response.Headers.ContentEncoding = codings;
        return Results.Bytes(encode(Encoding.UTF8.GetBytes(body)), "application/json");
    });

    private static byte[] Encode(byte[] body, string codings, string? shape) => codings.Split(", ").Aggregate(body, (encoded, coding) => Encode(encoded, $"{coding} {shape}".TrimEnd()));

    private static byte[] Encode(byte[] body, string coding)
    {
        using var encoded = new MemoryStream();
        using (Stream encoder = coding.ToUpperInvariant() switch
        {
            "GZIP" or "X-GZIP" => new GZipStream(encoded, CompressionMode.Compress),
            "BR" => new BrotliStream(encoded, CompressionMode.Compress),
            "DEFLATE" => new ZLibStream(encoded, CompressionMode.Compress),
            "DEFLATE RAW" => new DeflateStream(encoded, CompressionMode.Compress),
            _ => new BufferedStream(encoded),
        })
        {
            encoder.Write(body);
        }

        return encoded.ToArray();
    }

    private static TestCaseData Row(string codings, Func<byte[], byte[]> encode, string name) => new TestCaseData(codings, encode).SetArgDisplayNames(name);

    private sealed class Decompressing : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            request.Headers.AcceptEncoding.ParseAdd("gzip, br, deflate");
            HttpResponseMessage response = await base.SendAsync(request, cancellationToken);
            Stream body = await response.Content.ReadAsStreamAsync(cancellationToken);
            foreach (string coding in response.Content.Headers.ContentEncoding.Reverse())
            {
                body = coding switch
                {
                    "gzip" => new GZipStream(body, CompressionMode.Decompress),
                    "br" => new BrotliStream(body, CompressionMode.Decompress),
                    "deflate" => new ZLibStream(body, CompressionMode.Decompress),
                    _ => body,
                };
            }

            response.Content = new StreamContent(body);
            return response;
        }
    }
}
