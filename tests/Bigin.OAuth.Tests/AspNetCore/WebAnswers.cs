using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Web;

namespace Bigin.OAuth.Tests.AspNetCore;

/// <summary>What tests read in the answers of the endpoints, and how they change Bigin's.</summary>
internal static class WebAnswers
{
    /// <summary>Fails unless the answer is a problem of this status and type.</summary>
    internal static async Task ShouldBeAsync(this HttpResponseMessage answer, HttpStatusCode status, string type)
    {
        string body = await answer.Content.ReadAsStringAsync();
        answer.StatusCode.Should().Be(status, body);
        answer.Content.Headers.ContentType!.MediaType.Should().Be("application/problem+json");
        JsonElement problem = JsonSerializer.Deserialize<JsonElement>(body);
        problem.GetProperty("type").GetString().Should().Be($"urn:bigin-oauth:{type}");
        problem.GetProperty("status").GetInt32().Should().Be((int)status);
        problem.GetProperty("title").GetString().Should().NotBeNullOrEmpty();
        problem.GetProperty("detail").GetString().Should().NotBeNullOrEmpty();
    }

    /// <summary>Fails unless the answer sends the browser to an address of the host's.</summary>
    internal static void ShouldReturnTo(this HttpResponseMessage answer, string address)
    {
        answer.StatusCode.Should().Be(HttpStatusCode.Redirect);
        answer.Headers.GetValues("Location").Should().Equal(address);
    }

    internal static string GetState(Uri link) => HttpUtility.ParseQueryString(link.Query)["state"]!;

    /// <summary>Gives path and query of Bigin's redirect with another value of one parameter.</summary>
    internal static string With(this Uri redirect, string name, string value)
    {
        string changed = Regex.Replace(redirect.PathAndQuery, $"(?<=[?&]{name}=)[^&]*", Uri.EscapeDataString(value).Replace("$", "$$", StringComparison.Ordinal));
        changed.Should().NotBe(redirect.PathAndQuery);
        return changed;
    }

    /// <summary>Lists everything that a browser gets to see: the status line, headers and body.</summary>
    internal static async Task<string> EverythingAsync(this HttpResponseMessage answer) =>
        $"{answer.ReasonPhrase}\n{answer.Headers}\n{answer.Content.Headers}\n{answer.TrailingHeaders}\n{await answer.Content.ReadAsStringAsync()}";
}
