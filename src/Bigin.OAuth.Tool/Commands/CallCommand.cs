using System.CommandLine;
using System.CommandLine.Parsing;
using System.Net;
using System.Text;
using Bigin.OAuth.Tool.Calling;
using Bigin.OAuth.Tool.Hosting;
using Bigin.OAuth.Tool.Output;
using Bigin.OAuth.Tool.Settings;

namespace Bigin.OAuth.Tool.Commands;

/// <summary><c>bigin call</c>: sends a request to Bigin's API and prints the response.</summary>
internal sealed class CallCommand
{
    private const int DefaultMaxWait = 60;

    private static readonly string[] Methods = ["GET", "POST", "PUT", "PATCH", "DELETE"];

    private readonly Argument<string> _key = KeyArgument.Create();
    private readonly Argument<string[]> _request = new("method address")
    {
        Arity = new ArgumentArity(1, 2),
        Description = "The method (GET unless named) and the address under /bigin/v2/, such as GET \"Contacts?fields=Last_Name\".",
        Validators = { RequireAddress },
    };

    private readonly Option<bool> _write = new("--write") { Description = "Allow a method other than GET, which may change data." };
    private readonly Option<string?> _data =
        new("--data")
        {
            HelpName = "@file",
            Description = "The JSON to send: @file reads a file, @- standard input, anything else is the JSON itself."
        };
    private readonly Option<bool> _pageAll =
        new("--page-all") { Description = "Follow Bigin's paging to the end. Prints each record as one line of JSON." };
    private readonly Option<int> _maxWait = new("--max-wait")
    {
        HelpName = "seconds",
        Description = "How long to wait in all where Bigin limits requests (status 429).",
        DefaultValueFactory = _ => DefaultMaxWait,
        Validators = { RequireNoNegative },
    };

    internal static Command Create(CommandRunner runner)
    {
        var call = new CallCommand();
        var command =
            new Command("call", "Sends a request to Bigin's API and prints the response. --json prints it as it came, also on a terminal.")
        {
            call._key, call._request, call._write, call._data, call._pageAll, call._maxWait,
        };
        command.Validators.Add(call.RequireWrite);
        runner.SetAction(command, call.RunAsync, (builder, arguments) => builder.ConnectAtEmulator(arguments.GetRequiredValue(call._key)));
        return command;
    }

    private async Task<int> RunAsync(ToolHost host, ParseResult arguments, CancellationToken cancellationToken)
    {
        (HttpMethod method, string address) = Read(arguments.GetRequiredValue(_request));
        var call = new CallRequest(
            arguments.GetRequiredValue(_key), method, address,
            await ReadDataAsync(host.Console, arguments.GetValue(_data), cancellationToken)
            .ConfigureAwait(false), TimeSpan.FromSeconds(arguments.GetValue(_maxWait)));
        using HttpClient http = host.Connections.CreateClient(call.Key);
        var caller = new ApiCaller(http, host.Console, call);
        if (arguments.GetValue(_pageAll))
        {
            using HttpResponseMessage? failed = await new PageWalk(caller, host.Console).WriteAsync(address, cancellationToken)
                .ConfigureAwait(false);
            return failed is null ? ExitCode.Success : await WriteAsync(host, failed, cancellationToken).ConfigureAwait(false);
        }

        using HttpResponseMessage response =
            await host.Console.WaitAsync($"{method} {address.Split('?')[0]}", () => caller.SendAsync(address, cancellationToken))
            .ConfigureAwait(false);
        return await WriteAsync(host, response, cancellationToken).ConfigureAwait(false);
    }

    private static async Task<int> WriteAsync(ToolHost host, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        await ResponseOutput.WriteAsync(host.Console, response, host.Json, cancellationToken).ConfigureAwait(false);
        if (response.IsSuccessStatusCode)
        {
            return ExitCode.Success;
        }

        host.Console.WriteError(
            $"Bigin responded with {(int)response.StatusCode} {response.ReasonPhrase}. {DescribeFix(response.StatusCode)}".TrimEnd());
        return response.StatusCode is HttpStatusCode.TooManyRequests || (int)response.StatusCode >= 500
            ? ExitCode.TryLater
            : ExitCode.Failed;
    }

    private static string DescribeFix(HttpStatusCode status) => status switch
    {
        HttpStatusCode.TooManyRequests => "Try again later, or wait longer with --max-wait.",
        HttpStatusCode.Unauthorized =>
        $"The connection may lack the scope of this address. See {BiginCommand.Name} show and {BiginCommand.Name} scopes.",
        HttpStatusCode.NotFound => "Check the address: module names are case-sensitive, such as Contacts.",
        >= HttpStatusCode.InternalServerError => "Try again later.",
        _ => "",
    };

    private static (HttpMethod Method, string Address) Read(string[] words) => words.Length == 1
        ? (HttpMethod.Get, ApiAddress.Read(words[0])!)
        : (HttpMethod.Parse(words[0].ToUpperInvariant()), ApiAddress.Read(words[1])!);

    private static async Task<byte[]?> ReadDataAsync(CommandConsole console, string? data, CancellationToken cancellationToken)
    {
        try
        {
            return data switch
            {
                null => null,
                "@-" => Encoding.UTF8.GetBytes(
                    await console.In.ReadToEndAsync(cancellationToken).WaitAsync(cancellationToken).ConfigureAwait(false)),
                ['@', .. var file] => await File.ReadAllBytesAsync(file, cancellationToken).ConfigureAwait(false),
                _ => Encoding.UTF8.GetBytes(data),
            };
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new CommandException(ExitCode.Usage, $"The file of --data can't be read. {exception.Message}", exception);
        }
    }

    private static void RequireAddress(ArgumentResult argument)
    {
        string[] words = [.. argument.Tokens.Select(token => token.Value)];
        if (words.Length == 2 && !Methods.Contains(words[0], StringComparer.OrdinalIgnoreCase))
        {
            argument.AddError($"'{words[0]}' isn't one of the methods {string.Join(", ", Methods)}.");
        }
        else if (words.Length > 0 && ApiAddress.Read(words[^1]) is null)
        {
            argument.AddError($"'{words[^1]}' isn't an address under /bigin/v2/. Write it like \"Contacts?fields=Last_Name\".");
        }
    }

    private void RequireWrite(CommandResult result)
    {
        bool reads = result.GetResult(_request)?.Tokens is not [{ Value: var method }, _]
            || method.Equals("GET", StringComparison.OrdinalIgnoreCase);
        bool isKnown = reads || Methods.Contains(result.GetResult(_request)!.Tokens[0].Value, StringComparer.OrdinalIgnoreCase);
        if (!isKnown)
        {
            return; // the argument says so
        }

        if (!reads && !result.GetValue(_write))
        {
            result.AddError("Only GET is sent without --write. Add it if you mean to change data.");
        }
        else if (reads && result.GetResult(_data) is not null)
        {
            result.AddError("GET sends no --data. Name a method, such as POST.");
        }
        else if (!reads && result.GetValue(_pageAll))
        {
            result.AddError("--page-all goes with GET only.");
        }
    }

    private static void RequireNoNegative(OptionResult option)
    {
        if (option.Tokens is [{ Value: var text }] && !(int.TryParse(text, out int seconds) && seconds >= 0))
        {
            option.AddError($"--max-wait takes a number of seconds, not '{text}'.");
        }
    }
}
