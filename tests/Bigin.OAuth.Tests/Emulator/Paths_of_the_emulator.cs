using System.Net;
using Bigin.OAuth.Emulator;

namespace Bigin.OAuth.Tests.Emulator;

[TestOf(typeof(BiginEmulator))]
public sealed class Paths_of_the_emulator
{
    [TestCase("/signin/")]
    [TestCase("/SignIn")]
    [TestCase("/EMULATOR.CSS")]
    [TestCase("/Emulator/OpenApi.json")]
    [TestCase("/OAuth/ServerInfo")]
    public async Task Are_the_same_in_upper_case_and_with_a_slash_at_the_end(string path) => await ShouldBeAsync(path, HttpStatusCode.OK);

    [TestCase("//")]
    [TestCase("/signin//")]
    [TestCase("/signin/x")]
    [TestCase("/oauth%2Fserverinfo")]
    [TestCase("/bigins/v2/org")]
    public async Task Are_answered_with_404_where_they_are_unknown(string path) => await ShouldBeAsync(path, HttpStatusCode.NotFound);

    [TestCase("/emulator")]
    [TestCase("/Emulator")]
    public async Task Of_its_control_are_not_in_the_journal(string path)
    {
        await using Host host = await Host.StartAsync();
        using var caller = new Caller(host);

        (await caller.Http.GetAsync(caller.Address(path))).StatusCode.Should().Be(HttpStatusCode.OK);

        host.Emulator.Requests.Should().BeEmpty();
    }

    private static async Task ShouldBeAsync(string path, HttpStatusCode status)
    {
        await using Host host = await Host.StartAsync();
        using var caller = new Caller(host);

        // An address with "//" at its beginning would be read as a host.
        var address = new Uri(caller.Address("/").GetLeftPart(UriPartial.Authority) + path);
        HttpResponseMessage answer = await caller.Http.GetAsync(address);

        answer.StatusCode.Should().Be(status);
    }
}
