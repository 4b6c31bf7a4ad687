namespace Bigin.OAuth.Tests.Connections;

[TestOf(typeof(BiginConnections))]
public sealed class Keys_of_connections
{
    private static readonly TestCaseData[] Bad =
    [
        Row("none", null),
        Row("empty", ""),
        Row("201 characters", new string('k', 201)),
        Row("a line feed", "tenant\n42"),
        Row("zero", "tenant\0"),
        Row("a control character outside ASCII", "tenant\u0085"),
        Row("the first half of a surrogate pair", "tenant\uD83D"),
        Row("the second half", "\uDE00tenant"),
        Row("the halves the wrong way round", "\uDE00\uD83D"),
    ];

    [TestCaseSource(nameof(Bad))]
    public async Task Are_refused_before_anything_is_sent(string? key)
    {
        await using ConnectionHost host = await ConnectionHost.StartAsync(builder => builder.WatchStore());
        AuthorizationResult accepted = await host.AcceptAsync();
        int requests = host.Emulator.Requests.Count;

        await host.Awaiting(x => x.Connections.ConnectAsync(key!, accepted)).Should().ThrowAsync<ArgumentException>().WithParameterName(nameof(key));
        await host.Awaiting(x => x.Connections.FindAsync(key!)).Should().ThrowAsync<ArgumentException>().WithParameterName(nameof(key));
        await host.Awaiting(x => x.Connections.GetAccessTokenAsync(key!).AsTask()).Should().ThrowAsync<ArgumentException>().WithParameterName(nameof(key));
        await host.Awaiting(x => x.Connections.DisconnectAsync(key!)).Should().ThrowAsync<ArgumentException>().WithParameterName(nameof(key));
        host.Invoking(x => x.Connections.CreateClient(key!)).Should().Throw<ArgumentException>().WithParameterName(nameof(key));

        host.Emulator.Requests.Should().HaveCount(requests);
        host.WatchedStore().Finds.Should().Be(0);
        (await host.Connections.ConnectAsync("good", accepted)).Should().BeOfType<Connected>("the code was not sent");
    }

    [TestCase("k")]
    [TestCase(" ")]
    [TestCase("tenant/42?a=b&c='\"<>")]
    [TestCase("Müller 😀")]
    public async Task Are_any_other_text(string key)
    {
        await using ConnectionHost host = await ConnectionHost.StartAsync();

        await host.ConnectAsync(key);

        (await host.Connections.FindAsync(key))!.Key.Should().Be(key);
    }

    [Test]
    public async Task Have_up_to_200_characters()
    {
        await using ConnectionHost host = await ConnectionHost.StartAsync();

        (await host.ConnectAsync(new string('k', 200))).Key.Should().HaveLength(200);
    }

    [TestCase("tenant", "Tenant")]
    [TestCase("stra\u00DFe", "strasse")]
    [TestCase("\u00E9", "e\u0301")]
    [TestCase("tenant", "tenant ")]
    public async Task Are_compared_to_the_letter(string key, string other)
    {
        await using ConnectionHost host = await ConnectionHost.StartAsync();
        await host.ConnectAsync(key);

        (await host.Connections.FindAsync(other)).Should().BeNull();
        (await host.Connections.DisconnectAsync(other)).Should().BeOfType<NotConnected>().Which.Key.Should().Be(other);
        (await host.Awaiting(x => x.Connections.GetAccessTokenAsync(other).AsTask()).Should().ThrowAsync<BiginConnectionException>())
            .Which.Reason.Should().Be(ConnectionFailure.NotConnected);
        (await host.Connections.GetAccessTokenAsync(key)).Should().NotBeNull();
    }

    private static TestCaseData Row(string name, string? key) => new TestCaseData(key).SetArgDisplayNames(name);
}
