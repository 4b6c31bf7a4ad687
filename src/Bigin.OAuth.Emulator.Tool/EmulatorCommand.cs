using System.CommandLine;
using System.CommandLine.Parsing;
using System.Net;
using System.Net.Sockets;

namespace Bigin.OAuth.Emulator.Tool;

/// <summary>Represents the command. It reads its arguments, starts the emulator, prints the addresses, and waits for its end.</summary>
internal static class EmulatorCommand
{
    private const string Name = "bigin-emulator";
    private const int Failed = 1;
    private const int WrongArguments = 2;
    private const int DefaultPort = 9410;

    private static readonly int MaxPort = IPEndPoint.MaxPort - (DataCenter.All.Count - 1);

    private static readonly Option<string?> Config = new("--config")
    {
        HelpName = "file",
        Description = "A JSON file of settings.",
        Validators = { RequireText },
    };

    private static readonly Option<int> Port = new("--port")
    {
        HelpName = "number",
        Description = "The port of the first data center; the others follow on the next ones. 0 takes free ports.",
        DefaultValueFactory = _ => DefaultPort,
        CustomParser = ParsePort,
    };

    private static readonly Option<string[]> RedirectUris = new("--redirect-uri")
    {
        HelpName = "uri",
        Description = "A redirect URI to register, compared exactly; can be repeated. Without it, any on localhost is accepted.",
        Validators = { RequireWebAddresses },
    };

    private static readonly Option<string?> ClientId = new("--client-id")
    {
        HelpName = "id",
        Description = "The id of the registered client. Without it, a fixed one of Zoho's form.",
        Validators = { RequireText },
    };

    private static readonly Option<string?> ClientSecret = new("--client-secret")
    {
        HelpName = "secret",
        Description = "The secret of the registered client. Without it, a fixed one of Zoho's form.",
        Validators = { RequireText },
    };

    private static readonly Option<string?> ClientName = new("--client-name")
    {
        HelpName = "name",
        Description = "The name of the application that the consent page shows.",
        Validators = { RequireText },
    };

    private static readonly Option<bool> StopWithStdin = new("--stop-with-stdin")
    {
        Description = "End when standard input closes, so also when the program that started the emulator is killed.",
    };

    private static readonly Option<bool> Json = new("--json") { Description = "Print addresses, client and users as one line of JSON." };

    private static readonly RootCommand Command = CreateCommand();

    /// <summary>Runs the command until it is canceled.</summary>
    /// <param name="args">The arguments.</param>
    /// <param name="output">The writer for the addresses, the help and the version.</param>
    /// <param name="errors">The writer for errors.</param>
    /// <param name="ended">A token that ends the command.</param>
    /// <returns>The exit code.</returns>
    internal static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter errors, CancellationToken ended)
    {
        // An argument that starts with @ doesn't name a file with more arguments, since a secret may start so.
        ParseResult arguments =
            Command.Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null, EnablePosixBundling = false });
        if (arguments.Errors.Count > 0)
        {
            await errors.WriteLineAsync($"{Name}: {arguments.Errors[0].Message} See {Name} --help.").ConfigureAwait(false);
            return WrongArguments;
        }

        // The program handles the signals itself: the library would end with 130 after an early one.
        var invocation = new InvocationConfiguration { Output = output, Error = errors, ProcessTerminationTimeout = null };
        return await arguments.InvokeAsync(invocation, ended).ConfigureAwait(false);
    }

    private static RootCommand CreateCommand()
    {
        var command = new RootCommand(
            $"Runs an offline Bigin on 127.0.0.1 for the development and tests of any OAuth client. No account and no data in it is "
            + $"real. Arguments win over the environment ({EmulatorSettings.Prefix}PORT and so on), and that over the file of settings.")
        {
            Config, Port, RedirectUris, ClientId, ClientSecret, ClientName, StopWithStdin, Json,
        };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult arguments, CancellationToken ended)
    {
        TextWriter output = arguments.InvocationConfiguration.Output;
        TextWriter errors = arguments.InvocationConfiguration.Error;
        try
        {
            bool isOpen = false;
            BiginEmulator emulator = await BiginEmulator.StartAsync(options =>
            {
                Configure(options, arguments);
                isOpen = IPAddress.TryParse(options.ListenOn, out IPAddress? address) && !IPAddress.IsLoopback(address);
            }, ended).ConfigureAwait(false);
            await using (emulator.ConfigureAwait(false))
            {
                if (isOpen)
                {
                    await errors.WriteLineAsync(
                        $"{Name}: Warning: {nameof(BiginEmulatorOptions.ListenOn)} lets in other machines. Anyone who reaches the "
                        + "emulator can sign in as anyone.").ConfigureAwait(false);
                }

                string announcement = arguments.GetValue(Json) ? Announcement.AsJson(emulator) : Announcement.AsText(emulator);
                await output.WriteLineAsync(announcement.AsMemory(), ended).ConfigureAwait(false);
                await output.FlushAsync(ended).ConfigureAwait(false);
                await (arguments.GetValue(StopWithStdin) ? WaitForEndOfInputAsync(ended) : Task.Delay(Timeout.Infinite, ended))
                    .ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (ended.IsCancellationRequested)
        {
            // This is the normal end.
        }
        catch (Exception e) when (e is FormatException or ArgumentException)
        {
            await errors.WriteLineAsync($"{Name}: {SettingName.Describe(e)} See {Name} --help.").ConfigureAwait(false);
            return WrongArguments;
        }
        catch (Exception e) when (e is IOException or SocketException)
        {
            await errors.WriteLineAsync(
                $"{Name}: {e.Message.TrimEnd('.')}; it takes {DataCenter.All.Count} consecutive ports, so choose others with {Port.Name}, "
                + $"or free ones with {Port.Name} 0.").ConfigureAwait(false);
            return Failed;
        }

        return 0;
    }

    private static async Task WaitForEndOfInputAsync(CancellationToken ended)
    {
        using Stream input = Console.OpenStandardInput();
        byte[] ignored = new byte[256];
        // A read of standard input can't be cancelled, so it has a thread of its own until the process ends.
        await Task.Run(() =>
        {
            while (input.Read(ignored) > 0)
            {
            }
        }, ended).WaitAsync(ended).ConfigureAwait(false);
    }

    private static void Configure(BiginEmulatorOptions options, ParseResult arguments)
    {
        options.Port = DefaultPort;
        EmulatorSettings.Apply(options, arguments.GetValue(Config));
        if (arguments.GetResult(Port) is { Implicit: false })
        {
            options.Port = arguments.GetValue(Port);
        }

        options.ClientId = arguments.GetValue(ClientId) ?? options.ClientId;
        options.ClientSecret = arguments.GetValue(ClientSecret) ?? options.ClientSecret;
        options.ClientName = arguments.GetValue(ClientName) ?? options.ClientName;
        if (arguments.GetValue(RedirectUris) is { Length: > 0 } redirectUris)
        {
            options.RedirectUris.Clear();
            redirectUris.ToList().ForEach(options.RedirectUris.Add);
        }

        if (options.RedirectUris.FirstOrDefault(uri => !IsWebAddress(uri)) is { } strange)
        {
            throw new FormatException($"{nameof(options.RedirectUris)} takes absolute addresses of http or https, not '{strange}'.");
        }
    }

    // Zoho's console registers only addresses that start with http:// or https://.
    private static bool IsWebAddress(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out Uri? uri) && uri.Scheme is ("http" or "https");

    private static int ParsePort(ArgumentResult argument)
    {
        string text = argument.Tokens[0].Value;
        if (int.TryParse(text, out int port) && port >= 0 && port <= MaxPort)
        {
            return port;
        }

        argument.AddError($"{Port.Name} takes a number from 0 to {MaxPort}, not '{text}'.");
        return 0;
    }

    private static void RequireWebAddresses(OptionResult option)
    {
        // The library accepts a repeated option as long as one of them has a value.
        if (option.IdentifierTokenCount > option.Tokens.Count)
        {
            option.AddError($"{option.Option.Name} has no address.");
        }

        foreach (Token token in option.Tokens.Where(token => !IsWebAddress(token.Value)))
        {
            option.AddError($"{option.Option.Name} takes an absolute address of http or https, not '{token.Value}'.");
        }
    }

    private static void RequireText(OptionResult option)
    {
        if (option.Tokens.Any(token => string.IsNullOrWhiteSpace(token.Value)))
        {
            option.AddError($"{option.Option.Name} is empty.");
        }
    }
}
