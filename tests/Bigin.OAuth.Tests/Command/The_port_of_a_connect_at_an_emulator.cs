using System.Net;
using System.Net.Sockets;
using System.Web;
using Bigin.OAuth.Tool.Hosting;

namespace Bigin.OAuth.Tests.Command;

[TestOf(typeof(FreePort))]
public sealed class The_port_of_a_connect_at_an_emulator
{
    // Linux gives the ports above to clients: https://docs.kernel.org/networking/ip-sysctl.html (ip_local_port_range)
    private const int Lowest = 1_024;
    private const int Highest = 32_767;

    [Test]
    public async Task Is_none_that_a_system_gives_to_clients()
    {
        await using CommandSession session = await CommandSession.StartAsync();
        CommandSession.CommandRun run = session.Start(new LateReader(), "connect", "--paste");

        Uri link = await run.LinkAsync();
        await run.InterruptAsync();
        await run.EndAsync();

        new Uri(HttpUtility.ParseQueryString(link.Query)["redirect_uri"]!).Port.Should().BeInRange(Lowest, Highest);
    }

    [TestCaseSource(typeof(LoopbackAddresses), nameof(LoopbackAddresses.All))]
    public void Is_none_on_which_another_program_listens(string address)
    {
        int port = FreePorts.Take();
        FreePort.IsFree(port).Should().BeTrue();

        using Socket program = FreePorts.Listen(IPAddress.Parse(address), port);

        FreePort.IsFree(port).Should().BeFalse();
    }

    [Test]
    public void Is_the_first_that_is_free()
    {
        List<int> asked = [];

        int picked = FreePort.Pick(port =>
        {
            asked.Add(port);
            return asked.Count == 4;
        });

        asked.Should().HaveCount(4);
        picked.Should().Be(asked[^1]);
    }

    [Test]
    public void Is_one_unasked_after_a_hundred_that_are_taken()
    {
        int asked = 0;

        int picked = FreePort.Pick(_ =>
        {
            asked++;
            return false;
        });

        picked.Should().BeInRange(Lowest, Highest);
        asked.Should().Be(100);
    }
}
