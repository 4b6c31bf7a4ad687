using System.Net.Http.Json;

namespace Bigin.OAuth.Tests.Connections.ApiClient;

/// <summary>Contents of requests by what they are made of, which decides whether they can be sent twice.</summary>
internal static class RequestBodies
{
    /// <summary>Those that can be sent again.</summary>
    internal static readonly Dictionary<string, Func<HttpContent?>> Repeatable = new()
    {
        ["nothing"] = () => null,
        ["a string"] = () => new StringContent("body"),
        ["JSON"] = () => JsonContent.Create(new Dictionary<string, string> { ["a"] = "body" }),
        ["a form"] = () => new FormUrlEncodedContent([new("a", "body")]),
        ["bytes"] = () => new ByteArrayContent("body"u8.ToArray()),
        ["memory"] = () => new ReadOnlyMemoryContent("body"u8.ToArray()),
        ["parts of those"] = () => new MultipartFormDataContent { { new StringContent("body"), "a" }, { new MultipartContent { new ByteArrayContent([65]) }, "b" } },
    };

    /// <summary>Those that are gone once they were read.</summary>
    internal static readonly Dictionary<string, Func<HttpContent>> SentOnce = new()
    {
        ["a stream"] = () => new StreamContent(new MemoryStream("body"u8.ToArray())),
        ["a part that is a stream"] = () => new MultipartFormDataContent { { new StringContent("body"), "a" }, { new StreamContent(new MemoryStream([65])), "b" } },
    };
}
