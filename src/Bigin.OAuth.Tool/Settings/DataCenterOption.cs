using System.CommandLine;
using Bigin.OAuth.Tool.Hosting;

namespace Bigin.OAuth.Tool.Settings;

/// <summary>The option that names a data center.</summary>
internal static class DataCenterOption
{
    internal static Option<string?> Create(string description, bool isRequired)
    {
        var option = new Option<string?>("--data-center") { HelpName = "id", Description = description, Required = isRequired };
        option.CompletionSources.Add([.. DataCenter.All.Select(dataCenter => dataCenter.Id)]);
        return option;
    }

    /// <summary>Finds the data center by its id.</summary>
    internal static DataCenter Find(ToolHost host, string id)
    {
        DataCenter dataCenter = host.Options.FindDataCenter(id) ?? throw new CommandException(
            ExitCode.Usage,
            $"There is no data center '{id}'. There are: {string.Join(", ", host.Options.DataCenters.Select(known => known.Id))}.");
        bool isAllowed = host.Options.AllowedDataCenters.Count == 0
            || host.Options.AllowedDataCenters.Contains(dataCenter.Id, StringComparer.OrdinalIgnoreCase);
        return isAllowed ? dataCenter : throw new CommandException(
            ExitCode.Configuration,
            $"The data center {dataCenter.Id} isn't allowed by the settings. Add it to AllowedDataCenters, or choose one of: "
            + $"{string.Join(", ", host.Options.AllowedDataCenters)}.");
    }
}
