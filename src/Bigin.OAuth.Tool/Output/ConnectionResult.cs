using Bigin.OAuth.Tool.Hosting;

namespace Bigin.OAuth.Tool.Output;

/// <summary>Prints a connection as the result of a command.</summary>
internal static class ConnectionResult
{
    /// <summary>Prints all that is known of it.</summary>
    internal static void Write(ToolHost host, BiginConnection connection)
    {
        if (host.Json)
        {
            JsonOutput.Write(host.Console, ConnectionJson.Describe(connection));
        }
        else
        {
            ConnectionText.Write(host.Console, connection);
        }
    }

    /// <summary>Prints a sentence, or all that is known of it as JSON.</summary>
    internal static void Write(ToolHost host, BiginConnection connection, string sentence)
    {
        if (host.Json)
        {
            JsonOutput.Write(host.Console, ConnectionJson.Describe(connection));
        }
        else
        {
            host.Console.Out.WriteLine(SafeText.CleanLine(sentence));
        }
    }

    /// <summary>Prints what came of connecting or importing.</summary>
    /// <returns>The exit code.</returns>
    internal static int Write(ToolHost host, string key, ConnectResult result) => result.Match(
        connected: it => WriteConnected(host, it.Connection),
        failed: it => throw CreateException(it.Error),
        refreshTokenMissing: _ => throw CreateRefreshTokenMissing(),
        differentOrganization: it => throw CreateDifferentOrganization(key, it.Current, it.Picked));

    internal static int WriteConnected(ToolHost host, BiginConnection connection)
    {
        string organization = connection.Organization is { } known
            ? ConnectionText.Describe(known.Id, known.Name)
            : "an organization that couldn't be read";
        Write(host, connection, $"Connected {connection.Key} to {organization} in {connection.DataCenterId}.");
        return ExitCode.Success;
    }

    internal static CommandException CreateException(TokenError error) => new(
        Failure.ReadExitCode(error), $"Bigin refused: {error.Error ?? error.Kind.ToString()}. {error.Hint}");

    internal static CommandException CreateRefreshTokenMissing() => new(
        ExitCode.Failed,
        "Bigin sent no refresh token, so nothing was stored. Set AccessType to Offline in the settings, and connect again.");

    internal static CommandException CreateDifferentOrganization(string key, BiginConnection current, BiginOrganization? picked) => new(
        ExitCode.Failed,
        $"{key} is connected to {ConnectionText.Describe(current.Organization?.Id, current.Organization?.Name)}, and this would be "
        + $"{ConnectionText.Describe(picked?.Id, picked?.Name)}. Nothing was changed. "
        + $"Choose another key, or run: {BiginCommand.Name} connect {Failure.QuoteKey(key)} --allow-organization-change");
}
