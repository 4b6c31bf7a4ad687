using System.Text;
using Bigin.OAuth.Tool;

namespace Bigin.OAuth.Tests.Command;

[TestOf(typeof(BiginCommand))]
public sealed class Secrets_of_a_session
{
    [Test]
    public async Task Are_in_no_output_and_in_no_file()
    {
        await using CommandSession session = await CommandSession.StartAsync();
        List<string> secrets = [session.Emulator.ClientSecret];
        string imported = session.Emulator.IssueRefreshToken(CommandSession.User).Reveal();
        secrets.Add(imported);
        (await session.RunWithInputAsync(imported, "import", "imported", "--data-center", "us")).ShouldSucceed();
        var input = new LateReader();
        CommandSession.CommandRun run = session.Start(input, "connect", "--paste");
        Uri redirect = await session.Emulator.AcceptAsync(await run.LinkAsync(), CommandSession.User);
        secrets.Add(System.Web.HttpUtility.ParseQueryString(redirect.Query)["code"]!);
        input.Send(redirect.AbsoluteUri);
        (await run.EndAsync()).ShouldSucceed();

        foreach (string[] arguments in (string[][])
        [
            ["list"], ["list", "--json"], ["show"], ["show", "--json"], ["call", "default", "Contacts"], ["call", "default", "nowhere"], ["refresh"], ["refresh", "--json"],
            ["token"], ["doctor"], ["doctor", "--json"], ["connect", "default", "--self-client", "/nowhere"], ["disconnect", "nothing"],
        ])
        {
            await session.RunAsync(arguments);
        }

        string[] printed = [.. session.Texts];
        secrets.Add((await session.RunAsync("token", "--reveal")).Output.Trim());
        secrets.Add((await session.RunAsync("token", "imported", "--reveal")).Output.Trim());
        string[] files = [.. Directory.GetFiles(session.Profile, "*", SearchOption.AllDirectories).Select(file => Encoding.Latin1.GetString(ReadShared(file)))];
        string[] afterwards = [.. await RunAllAsync(session, ["disconnect", "default"], ["forget", "imported"])];

        secrets.Should().HaveCount(5).And.OnlyHaveUniqueItems().And.OnlyContain(secret => secret.Length > 20);
        files.Should().HaveCountGreaterThan(1);
        foreach (string text in (string[])[.. printed, .. files, .. afterwards])
        {
            secrets.Where(text.Contains).Should().BeEmpty();
        }
    }

    private static async Task<IEnumerable<string>> RunAllAsync(CommandSession session, params string[][] commands)
    {
        var texts = new List<string>();
        foreach (string[] command in commands)
        {
            CommandEnd end = (await session.RunAsync(command)).ShouldSucceed();
            texts.AddRange([end.Output, end.Errors]);
        }

        return texts;
    }

    private static byte[] ReadShared(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }
}
