namespace Bigin.OAuth;

/// <summary>Remembers where the values of the options came from, so that messages can name it.</summary>
internal sealed class RegistrationTrace
{
    private readonly Dictionary<(string Setting, int Index), (object? Value, string Key)> _paths = [];
    private readonly List<string> _clientIds = [];

    /// <summary>Gets the different client ids that calls of <c>AddBiginOAuth</c> set, in their order.</summary>
    internal IReadOnlyList<string> ClientIds => _clientIds;

    internal void NameClientId(string clientId)
    {
        if (!_clientIds.Contains(clientId, StringComparer.Ordinal))
        {
            _clientIds.Add(clientId);
        }
    }

    internal void RememberPath(string setting, object? value, int index, string key) => _paths[(setting, index)] = (value, key);

    /// <summary>Gets the name of an entry of a list: its key in the configuration it came from, or its index in the list.</summary>
    internal string GetPath(string setting, object? value, int index) =>
        _paths.TryGetValue((setting, index), out (object? Value, string Key) path) && Equals(path.Value, value)
            ? $"{setting}:{path.Key}"
            : $"{setting}:{index}";
}
