namespace Bigin.OAuth.Fuzz;

/// <summary>Reads a query a second time, plainly and with the framework's own decoder, so that answers can be compared with it.</summary>
/// <remarks>What can't be decoded stays encoded here. It doesn't matter: such a parameter is in no answer.</remarks>
internal sealed class PlainQuery
{
    private readonly (string Name, string Value)[] _parameters;

    internal PlainQuery(string query) => _parameters = [.. query.Split('#')[0].Split('&').Select(Split)];

    internal string[] GetValues(string name) => [.. _parameters.Where(parameter => parameter.Name == name).Select(parameter => parameter.Value)];

    internal string? Only(string name) => GetValues(name) is [string value] ? value : null;

    internal bool Has(string name) => GetValues(name).Any(value => value.Length > 0);

    private static (string Name, string Value) Split(string pair)
    {
        string[] halves = pair.Split('=', 2);
        return (Decode(halves[0]), halves.Length == 1 ? "" : Decode(halves[1]));
    }

    private static string Decode(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));
}
