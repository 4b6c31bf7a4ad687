using System.Net;
using System.Net.Sockets;
using Bigin.OAuth.Emulator;

namespace Bigin.OAuth.Tests.Emulator;

[TestOf(typeof(BiginEmulator))]
public sealed class Ports_of_the_emulator
{
    private static readonly int HighestFirst = IPEndPoint.MaxPort - (DataCenter.All.Count - 1);

    [Test]
    public async Task Are_free_ones_without_a_setting()
    {
        await using BiginEmulator one = await BiginEmulator.StartAsync();
        await using BiginEmulator other = await BiginEmulator.StartAsync(options => options.Port = 0);

        one.DataCenters.Concat(other.DataCenters).Select(dataCenter => dataCenter.AccountsServer.Port).Should().OnlyHaveUniqueItems().And.HaveCount(2 * DataCenter.All.Count);
    }

    [Test]
    public async Task Follow_each_other_from_the_one_that_is_set()
    {
        int first = FreePorts.TakeForEmulator();

        await using BiginEmulator emulator = await BiginEmulator.StartAsync(options => options.Port = first);

        emulator.DataCenters.Select(dataCenter => dataCenter.Id).Should().Equal(DataCenter.All.Select(dataCenter => dataCenter.Id));
        emulator.DataCenters.Select(dataCenter => dataCenter.AccountsServer.Port).Should().Equal(Enumerable.Range(first, DataCenter.All.Count));
    }

    [Test]
    public async Task Are_free_again_once_it_is_disposed_of()
    {
        int first = FreePorts.TakeForEmulator();
        await (await BiginEmulator.StartAsync(options => options.Port = first)).DisposeAsync();
        Enumerable.Range(first, DataCenter.All.Count).Should().OnlyContain(port => FreePorts.IsFree(port));
        await FreePorts.WaitForCopiesAsync(first, DataCenter.All.Count);

        await using BiginEmulator second = await BiginEmulator.StartAsync(options => options.Port = first);

        second.DataCenters[0].AccountsServer.Port.Should().Be(first);
    }

    [Test]
    public async Task Are_all_free_when_one_of_them_was_in_use()
    {
        int first = FreePorts.TakeForEmulator();
        int last = first + DataCenter.All.Count - 1;
        using Socket other = FreePorts.Listen(IPAddress.Loopback, last);

        Func<Task> start = () => BiginEmulator.StartAsync(options => options.Port = first);

        await start.Should().ThrowAsync<IOException>().WithMessage($"*{last}*in use*");
        Enumerable.Range(first, DataCenter.All.Count - 1).Should().OnlyContain(port => FreePorts.IsFree(port));
    }

    [TestCase(-1)]
    [TestCase(int.MaxValue)]
    public async Task Have_to_be_ports_that_exist(int first)
    {
        Func<Task> start = () => BiginEmulator.StartAsync(options => options.Port = first);

        await start.Should().ThrowAsync<ArgumentException>().WithMessage($"Port is {first}.*{HighestFirst}.");
    }

    [Test]
    public async Task Have_to_exist_for_the_last_data_center_too()
    {
        Func<Task> start = () => BiginEmulator.StartAsync(options => options.Port = HighestFirst + 1);

        await start.Should().ThrowAsync<ArgumentException>().WithMessage($"Port is {HighestFirst + 1}.*{HighestFirst}.");
    }
}
