using System.Net;
using Bigin.OAuth.Emulator;

namespace Bigin.OAuth.Tests.Emulator;

[TestOf(typeof(BiginEmulator))]
public sealed class Paths_of_the_emulator
{
    [TestCase("GET", "/signin/", HttpStatusCode.OK)]
    [TestCase("GET", "/SignIn", HttpStatusCode.OK)]
    [TestCase("GET", "/EMULATOR.CSS", HttpStatusCode.OK)]
    [TestCase("GET", "/Emulator/OpenApi.json", HttpStatusCode.OK)]
    [TestCase("GET", "/signin//", HttpStatusCode.NotFound)]
    [TestCase("GET", "/signin/x", HttpStatusCode.NotFound)]
    [TestCase("GET", "/bigins/v2/org", HttpStatusCode.NotFound)]
    [TestCase("GET", "/signin%2Fcode", HttpStatusCode.NotFound)]
    public async Task Are_the_same_in_upper_case_and_with_a_slash_at_the_end(string method, string path, HttpStatusCode status)
    {
        await using Host host = await Host.StartAsync();
        using var caller = new Caller(host);

        HttpResponseMessage answer = await caller.Http.SendAsync(new HttpRequestMessage(new HttpMethod(method), caller.Address(path)));

        answer.StatusCode.Should().Be(status);
    }
}
