using Bigin.OAuth.Emulator;

namespace Bigin.OAuth.Tests.Connections;

[TestOf(typeof(ConnectResult))]
public sealed class Matching_a_result
{
    [TestCase(typeof(Connected), "connected")]
    [TestCase(typeof(ConnectFailed), "failed")]
    [TestCase(typeof(RefreshTokenMissing), "refreshTokenMissing")]
    [TestCase(typeof(DifferentOrganization), "differentOrganization")]
    public async Task Of_connecting_runs_the_branch_that_applies_and_wants_all(Type type, string branch)
    {
        await using ConnectionHost host = await ConnectionHost.StartAsync();
        ConnectResult result = await ConnectAsync(host, type);
        result.Should().BeOfType(type);
        var ran = new List<(string, ConnectResult)>();

        result.Match(x => Run("connected", x), x => Run("failed", x), x => Run("refreshTokenMissing", x), x => Run("differentOrganization", x)).Should().Be(branch);

        ran.Should().Equal((branch, result));
        new (string Name, Action Call)[]
        {
            ("connected", () => result.Match(null!, _ => 0, _ => 0, _ => 0)),
            ("failed", () => result.Match(_ => 0, null!, _ => 0, _ => 0)),
            ("refreshTokenMissing", () => result.Match(_ => 0, _ => 0, null!, _ => 0)),
            ("differentOrganization", () => result.Match(_ => 0, _ => 0, _ => 0, null!)),
        }.Should().AllSatisfy(row => row.Call.Should().Throw<ArgumentNullException>().WithParameterName(row.Name));

        string Run(string name, ConnectResult given)
        {
            ran.Add((name, given));
            return name;
        }
    }

    [TestCase(typeof(Disconnected), "disconnected")]
    [TestCase(typeof(NotConnected), "notConnected")]
    [TestCase(typeof(DisconnectFailed), "failed")]
    public async Task Of_disconnecting_runs_the_branch_that_applies_and_wants_all(Type type, string branch)
    {
        await using ConnectionHost host = await ConnectionHost.StartAsync();
        DisconnectResult result = await DisconnectAsync(host, type);
        result.Should().BeOfType(type);
        var ran = new List<(string, DisconnectResult)>();

        result.Match(x => Run("disconnected", x), x => Run("notConnected", x), x => Run("failed", x)).Should().Be(branch);

        ran.Should().Equal((branch, result));
        new (string Name, Action Call)[]
        {
            ("disconnected", () => result.Match(null!, _ => 0, _ => 0)),
            ("notConnected", () => result.Match(_ => 0, null!, _ => 0)),
            ("failed", () => result.Match(_ => 0, _ => 0, null!)),
        }.Should().AllSatisfy(row => row.Call.Should().Throw<ArgumentNullException>().WithParameterName(row.Name));

        string Run(string name, DisconnectResult given)
        {
            ran.Add((name, given));
            return name;
        }
    }

    internal static async Task<ConnectResult> ConnectAsync(ConnectionHost host, Type type)
    {
        if (type != typeof(Connected))
        {
            await host.ConnectAsync();
        }

        if (type == typeof(ConnectFailed))
        {
            host.Emulator.Faults.Next(EmulatorEndpoint.Token, EmulatorFault.HtmlError);
        }

        AuthorizationResult accepted = type == typeof(DifferentOrganization)
            ? await host.AcceptAsync("three@example.com", "Birch Bicycles")
            : await host.AcceptAsync(force: type != typeof(RefreshTokenMissing));
        return await host.Connections.ConnectAsync(ConnectionHost.Key, accepted);
    }

    internal static async Task<DisconnectResult> DisconnectAsync(ConnectionHost host, Type type)
    {
        if (type != typeof(NotConnected))
        {
            await host.ConnectAsync();
        }

        if (type == typeof(DisconnectFailed))
        {
            host.Emulator.Faults.Next(EmulatorEndpoint.Revocation, EmulatorFault.Status(503));
        }

        return await host.Connections.DisconnectAsync(ConnectionHost.Key);
    }
}
