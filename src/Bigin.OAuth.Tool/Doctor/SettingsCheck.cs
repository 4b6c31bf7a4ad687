using Bigin.OAuth.Tool.Hosting;
using Microsoft.Extensions.Options;

namespace Bigin.OAuth.Tool.Doctor;

/// <summary>Checks the settings. Every other check needs them.</summary>
internal static class SettingsCheck
{
    internal const string Name = "settings";

    /// <summary>Describes settings that were accepted.</summary>
    internal static Finding Describe(ToolHost host)
    {
        BiginOAuthOptions options = host.Options;
        string allowed = options.AllowedDataCenters.Count == 0
            ? "all data centers are allowed"
            : $"allowed data centers: {string.Join(", ", options.AllowedDataCenters)}";
        return Finding.Ok(Name, $"Client {options.ClientId} ({options.ClientType}), registered in {options.HomeDataCenter}; {allowed}.");
    }

    /// <summary>Describes what is wrong with settings that were refused.</summary>
    internal static IEnumerable<Finding> Describe(OptionsValidationException exception) =>
        exception.Failures.Select(failure =>
            Finding.Problem(Name, ExitCode.Configuration, failure, "Correct it in the settings file or the environment."));

    internal static Finding Describe(CommandException exception) => Finding.Problem(Name, exception.ExitCode, exception.Message, fix: null);
}
