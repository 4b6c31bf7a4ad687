using System.Net;
using System.Net.Sockets;
using Bigin.OAuth.Tests.Interactive;
using Bigin.OAuth.Tool.Hosting;

namespace Bigin.OAuth.Tests.Command;

[TestOf(typeof(FreePort))]
public sealed class The_port_of_a_connect
{
    [TestCase("127.0.0.1")]
    [TestCase("::1")]
    public void Is_none_that_another_program_has(string address)
    {
        List<Socket> programs = [];
        int tries = 0;
        try
        {
            int port = FreePort.Pick(port =>
            {
                if (tries++ < 3)
                {
                    programs.Add(FreePorts.Listen(IPAddress.Parse(address), port));
                }

                return FreePort.IsFree(port);
            });

            programs.Should().HaveCount(3).And.NotContain(program => ((IPEndPoint)program.LocalEndPoint!).Port == port);
        }
        finally
        {
            programs.ForEach(program => program.Dispose());
        }
    }

    [Test]
    public void Is_any_where_all_are_taken() => FreePort.Pick(_ => false).Should().BePositive();

    // https://docs.kernel.org/networking/ip-sysctl.html (ip_local_port_range)
    [Test]
    public void Is_none_that_a_system_gives_to_clients() =>
        Enumerable.Range(0, 1_000).Select(_ => FreePort.Pick(_ => true)).Should().OnlyContain(port => port >= 1_024 && port < 32_768);
}
