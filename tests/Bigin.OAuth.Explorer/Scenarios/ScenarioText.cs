using System.Globalization;
using System.Text;

namespace Bigin.OAuth.Explorer.Scenarios;

/// <summary>Writes and reads scenarios as a line of text, such as <c>warm other: A connect(2,allow) | B token | * clock(55m)</c>.</summary>
internal static class ScenarioText
{
    internal static string Format(Scenario scenario)
    {
        var text = new StringBuilder();
        text.Append(scenario.Start.ToString().ToLowerInvariant()).Append(' ').Append(scenario.Revocation switch
        {
            ReplacedTokenRevocation.Never => "never",
            ReplacedTokenRevocation.Always => "always",
            _ => "other",
        }).Append(':');
        string separator = " ";
        foreach (Line line in scenario.Lines)
        {
            text.Append(separator).Append(line.Server < 0 ? '*' : (char)('A' + line.Server)).Append(' ').AppendJoin(", ", line.Operations);
            separator = " | ";
        }

        return text.ToString();
    }

    internal static string Format(Operation operation)
    {
        string name = operation.Kind.ToString().ToLowerInvariant();
        string hidden = operation.IsHidden ? ",hidden" : "";
        string allow = operation.Change is OrganizationChange.Allow ? ",allow" : "";
        return operation.Kind switch
        {
            OperationKind.Connect or OperationKind.SelfClient or OperationKind.Import => $"{name}({operation.Organization}{hidden}{allow})",
            OperationKind.Clock or OperationKind.Skew =>
                string.Create(CultureInfo.InvariantCulture, $"{name}({operation.Amount.TotalSeconds}s)"),
            _ => name,
        };
    }

    internal static Scenario Parse(string text)
    {
        int colon = text.IndexOf(':', StringComparison.Ordinal);
        string[] head = text[..colon].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return new Scenario(
            Enum.Parse<StartState>(head[0], ignoreCase: true),
            head[1] switch
            {
                "never" => ReplacedTokenRevocation.Never,
                "always" => ReplacedTokenRevocation.Always,
                _ => ReplacedTokenRevocation.OtherOrganization,
            },
            [.. text[(colon + 1)..].Split('|', StringSplitOptions.TrimEntries).Select(ParseLine)]);
    }

    private static Line ParseLine(string text) =>
        new(
            text[0] == '*' ? Scheduling.Step.World : text[0] - 'A',
            [.. text[1..].Split(", ", StringSplitOptions.TrimEntries).Select(ParseOperation)]);

    private static Operation ParseOperation(string text)
    {
        int bracket = text.IndexOf('(', StringComparison.Ordinal);
        if (bracket < 0)
        {
            return new Operation(Enum.Parse<OperationKind>(text, ignoreCase: true));
        }

        var kind = Enum.Parse<OperationKind>(text[..bracket], ignoreCase: true);
        string[] arguments = text[(bracket + 1)..^1].Split(',');
        return kind is OperationKind.Connect or OperationKind.SelfClient or OperationKind.Import
            ? new Operation(kind)
            {
                Organization = arguments[0],
                IsHidden = arguments.Contains("hidden"),
                Change = arguments.Contains("allow") ? OrganizationChange.Allow : OrganizationChange.Ask,
            }
            : new Operation(kind) { Amount = ParseTime(arguments[0]) };
    }

    private static TimeSpan ParseTime(string text)
    {
        double number = double.Parse(text.AsSpan(0, text.Length - 1), CultureInfo.InvariantCulture);
        return text[^1] switch
        {
            'd' => TimeSpan.FromDays(number),
            'h' => TimeSpan.FromHours(number),
            'm' => TimeSpan.FromMinutes(number),
            _ => TimeSpan.FromSeconds(number),
        };
    }
}
