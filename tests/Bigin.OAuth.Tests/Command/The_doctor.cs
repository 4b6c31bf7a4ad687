using System.Text.Json;
using Bigin.OAuth.Emulator;
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
        session.SetClient(wrong == "id" ? "1000.WRONG" : null, wrong == "secret" ? "wrong-secret" : null);

        CommandEnd end = await session.RunBareAsync("", "doctor", "--profile", session.Profile);

        end.ExitCode.Should().Be(4);
        end.Output.Should().MatchRegex($"problem\tclient\tus: .*{named}.*\t.+").And.NotContain("wrong-secret");
        end.Errors.Should().NotContain("wrong-secret");
    }

    [Test]
    public async Task Checks_each_data_center_that_has_an_id_or_a_secret_of_its_own()
    {
        await using CommandSession session = await CommandSession.StartAsync();
        session.SetClient();
        session.Environment.Remove("Bigin__AllowedDataCenters__0");
        foreach ((int i, DataCenter dataCenter) in session.Emulator.DataCenters.Index())
        {
            session.Environment[$"Bigin__DataCenters__{i}__Id"] = dataCenter.Id;
            session.Environment[$"Bigin__DataCenters__{i}__AccountsServer"] = dataCenter.AccountsServer.AbsoluteUri;
            session.Environment[$"Bigin__DataCenters__{i}__ApiServer"] = dataCenter.ApiServer.AbsoluteUri;
        }

        session.Environment["Bigin__ClientSecrets__eu"] = "wrong-secret";

        CommandEnd end = await session.RunBareAsync("", "doctor", "--profile", session.Profile);

        end.ExitCode.Should().Be(4);
        end.Output.Should().Contain("ok\tclient\tus: ").And.MatchRegex("problem\tclient\teu: .*refuses the client secret.*\t.+").And.NotContain("wrong-secret");
    }

    [Test]
    public async Task Names_a_server_that_cannot_be_reached()
    {
        await using CommandSession session = await CommandSession.StartAsync();
        using var silent = new SilentAddress();
        session.SetClient();
        session.Environment["Bigin__DataCenters__0__AccountsServer"] = silent.Address.AbsoluteUri;

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
        session.DeleteKeys();
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
        using var silent = new SilentAddress();

        CommandEnd end = await session.RunBareAsync("", "doctor", "--profile", session.Profile, "--emulator", silent.Address.AbsoluteUri);

        end.ExitCode.Should().Be(4);
        end.Output.Should().Contain("No Bigin emulator responds");
    }

    [Test]
    public async Task Names_connections_in_data_centers_that_are_not_used_any_more()
    {
        await using CommandSession session = await CommandSession.StartConnectedAsync();

        session.Environment["Bigin__AllowedDataCenters__0"] = "eu";
        CommandEnd notAllowed = await session.RunAsync("doctor");
        await session.ChangeRowsAsync("DataCenter = 'moon'");
        CommandEnd unknown = await session.RunAsync("doctor");

        notAllowed.ExitCode.Should().Be(4);
        notAllowed.Output.Should().Contain("in us is in a data center that the settings don't allow.").And.Contain("run: bigin disconnect default");
        unknown.ExitCode.Should().Be(4);
        unknown.Output.Should().Contain("in moon is in a data center that the settings don't have.").And.Contain("run: bigin forget default");
    }

    [Test]
    public async Task Names_a_store_that_cannot_be_used()
    {
        await using CommandSession session = await CommandSession.StartConnectedAsync();
        session.SpoilDatabase();

        CommandEnd end = await session.RunAsync("doctor");

        end.ExitCode.Should().Be(4);
        end.Output.Should().MatchRegex("problem\tstore\t.*can't be used.*not a database.*\tCheck the folder's owner").And.Contain("ok\tclient");
    }

    [Test]
    public async Task Names_the_store_and_the_key_ring_of_a_program_that_are_not_the_right_ones()
    {
        await using CommandSession session = await CommandSession.StartAsync();
        DirectoryInfo ring = Directory.CreateDirectory(session.GetPath("ring"));
        string file = session.Write("empty.db", "");

        CommandEnd end = await session.RunBareAsync(
            "", "doctor", "--emulator", session.Address, "--database", file, "--key-ring", ring.FullName, "--application-name", "invoices");

        end.ExitCode.Should().Be(4);
        end.Output.Should().Contain("or correct --database.").And.MatchRegex("problem\tkey ring\t.*--key-ring");
        ring.GetFiles().Should().BeEmpty();
    }

    [TestCase("a token", 0, "warning\tclient\tus: a made-up token was accepted.\tCheck that DataCenters")]
    [TestCase("too many requests", 0, "warning\tclient\tus: Bigin limits requests, so id and secret weren't checked.\tRun it again in ten minutes.")]
    [TestCase("another error", 1, "problem\tclient\tus: Bigin's response says nothing about id and secret (general_error).")]
    [TestCase("no answer", 5, "problem\tclient\tus: Bigin's response says nothing about id and secret (ServerError).")]
    public async Task Says_what_Bigins_answer_to_a_made_up_token_means(string answer, int exitCode, string expected)
    {
        await using CommandSession session = await CommandSession.StartAsync();
        session.SetClient();
        session.Emulator.Faults.Next(EmulatorEndpoint.Token, answer switch
        {
            "a token" => EmulatorFault.Json(200, """{"access_token":"1000.a.a","token_type":"Bearer","expires_in":3600}"""),
            "too many requests" => EmulatorFault.Throttle,
            "another error" => EmulatorFault.Error("general_error"),
            _ => EmulatorFault.Status(503),
        });

        CommandEnd end = await session.RunBareAsync("", "doctor", "--profile", session.Profile);

        end.ExitCode.Should().Be(exitCode);
        end.Output.Should().Contain(expected).And.NotContain("1000.a.a");
    }
}
