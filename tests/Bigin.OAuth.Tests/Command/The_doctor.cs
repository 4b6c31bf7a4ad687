using System.Text.Json;
using Bigin.OAuth.Tool;

namespace Bigin.OAuth.Tests.Command;

[TestOf(typeof(BiginCommand))]
public sealed class The_doctor
{
    [Test]
    public async Task Finds_nothing_where_all_is_well()
    {
        await using CommandSession session = await CommandSession.StartConnectedAsync();

        CommandEnd text = (await session.RunAsync("doctor")).ShouldSucceed();
        JsonElement json = (await session.RunAsync("doctor", "--json")).ShouldSucceed().Json;

        string[] lines = text.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        lines.Should().OnlyContain(line => line.StartsWith("ok\t", StringComparison.Ordinal));
        lines.Select(line => line.Split('\t')[1]).Distinct().Should().Equal("settings", "store", "key ring", "network", "clock", "client", "connection");
        text.Errors.Should().Be("No problem was found.\n");
        json.GetProperty("ok").GetBoolean().Should().BeTrue();
        json.GetProperty("findings").EnumerateArray().Should().HaveCount(lines.Length);
    }

    [Test]
    public async Task Names_each_setting_that_is_wrong()
    {
        await using CommandSession session = await CommandSession.StartAsync();

        CommandEnd end = await session.RunBareAsync("", "doctor", "--profile", session.Profile);

        end.ExitCode.Should().Be(4);
        end.Output.Should().Contain("problem\tsettings\tClientId").And.Contain("RedirectUri").And.Contain("Scopes");
        end.Errors.Should().Be("3 problems were found.\n");
    }

    [TestCase("id", "doesn't know the client id")]
    [TestCase("secret", "refuses the client secret")]
    public async Task Tells_a_wrong_id_from_a_wrong_secret(string wrong, string named)
    {
        await using CommandSession session = await CommandSession.StartAsync();
        SetClient(session, wrong == "id" ? "1000.WRONG" : session.Emulator.ClientId, wrong == "secret" ? "wrong-secret" : session.Emulator.ClientSecret);

        CommandEnd end = await session.RunBareAsync("", "doctor", "--profile", session.Profile);

        end.ExitCode.Should().Be(4);
        end.Output.Should().MatchRegex($"problem\tclient\tus: .*{named}.*\t.+").And.NotContain("wrong-secret");
        end.Errors.Should().NotContain("wrong-secret");
    }

    [Test]
    public async Task Names_a_server_that_cannot_be_reached()
    {
        await using CommandSession session = await CommandSession.StartAsync();
        SetClient(session, session.Emulator.ClientId, session.Emulator.ClientSecret);
        await session.Emulator.DisposeAsync();

        CommandEnd end = await session.RunBareAsync("", "doctor", "--profile", session.Profile);

        end.ExitCode.Should().Be(5);
        end.Output.Should().Contain("problem\tnetwork\tus: the accounts server").And.Contain("problem\tclient\tus: ");
    }

    [Test]
    public async Task Names_connections_that_need_consent_or_another_key_ring()
    {
        await using CommandSession session = await CommandSession.StartConnectedAsync();
        (await session.ImportAsync("europe", "europe@example.com", "eu")).ShouldSucceed();
        session.Emulator.RevokeAll(CommandSession.User);
        (await session.RunAsync("refresh")).ExitCode.Should().Be(3);

        CommandEnd dead = await session.RunAsync("doctor");
        new DirectoryInfo(Path.Combine(session.Profile, "keys")).GetFiles().ToList().ForEach(file => file.Delete());
        CommandEnd unreadable = await session.RunAsync("doctor");

        dead.ExitCode.Should().Be(3);
        dead.Output.Should().Contain("default: Acorn Books (700000101) in us needs consent").And.Contain("bigin connect default").And.Contain("ok\tconnection\teurope");
        unreadable.ExitCode.Should().Be(4);
        unreadable.Output.Should().Contain("europe: Dogwood Design (200000201) in eu can't be decrypted");
    }

    [Test]
    public async Task Says_that_no_emulator_responds()
    {
        await using CommandSession session = await CommandSession.StartAsync();
        await session.Emulator.DisposeAsync();

        CommandEnd end = await session.RunAsync("doctor");

        end.ExitCode.Should().Be(4);
        end.Output.Should().Contain("No Bigin emulator responds");
    }

    // The emulator as a data center of the settings: --emulator would take over its id and secret.
    private static void SetClient(CommandSession session, string id, string secret)
    {
        session.Environment["Bigin__ClientType"] = "SelfClient";
        session.Environment["Bigin__ClientId"] = id;
        session.Environment["Bigin__ClientSecret"] = secret;
        session.Environment["Bigin__AllowedDataCenters__0"] = "us";
        DataCenter dataCenter = session.Emulator.DataCenters.Single(known => known.Id == "us");
        session.Environment["Bigin__DataCenters__0__Id"] = dataCenter.Id;
        session.Environment["Bigin__DataCenters__0__AccountsServer"] = dataCenter.AccountsServer.AbsoluteUri;
        session.Environment["Bigin__DataCenters__0__ApiServer"] = dataCenter.ApiServer.AbsoluteUri;
    }
}
