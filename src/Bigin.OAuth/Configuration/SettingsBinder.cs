using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;

namespace Bigin.OAuth;

/// <summary>Binds a configuration section to the options, and remembers which setting each entry of a list came from.</summary>
internal sealed class SettingsBinder(IConfiguration configuration) : IConfigureOptions<BiginOAuthOptions>
{
    public void Configure(BiginOAuthOptions options)
    {
        int scopes = options.Scopes.Count;
        int allowedDataCenters = options.AllowedDataCenters.Count;
        new WithoutDataCenters(configuration).Bind(options);
        Remember(options, nameof(BiginOAuthOptions.Scopes), options.Scopes, scopes);
        Remember(options, nameof(BiginOAuthOptions.AllowedDataCenters), options.AllowedDataCenters, allowedDataCenters);
        foreach (IConfigurationSection entry in configuration.GetSection(nameof(BiginOAuthOptions.DataCenters)).GetChildren())
        {
            AddOrReplace(options, entry);
        }

        if (configuration[nameof(BiginOAuthOptions.ClientId)] is { Length: > 0 } clientId)
        {
            options.Registration.NameClientId(clientId);
        }
    }

    private void Remember(BiginOAuthOptions options, string setting, IList<string> list, int start)
    {
        string[] keys =
            [.. configuration.GetSection(setting).GetChildren().Where(entry => !entry.GetChildren().Any()).Select(entry => entry.Key)];
        for (int i = start; i < list.Count && i - start < keys.Length; i++)
        {
            options.Registration.RememberPath(setting, list[i], i, keys[i - start]);
        }
    }

    // An entry that is incomplete is reported by SettingsSection, together with everything else.
    private static void AddOrReplace(BiginOAuthOptions options, IConfigurationSection entry)
    {
        if (entry[nameof(DataCenter.Id)] is not { Length: > 0 } id
            || !TryGetAddress(entry, nameof(DataCenter.AccountsServer), out Uri? accountsServer)
            || !TryGetAddress(entry, nameof(DataCenter.ApiServer), out Uri? apiServer))
        {
            return;
        }

        var dataCenter = new DataCenter(id, accountsServer!, apiServer!);
        int index = 0;
        while (index < options.DataCenters.Count && !string.Equals(options.DataCenters[index]?.Id, id, StringComparison.OrdinalIgnoreCase))
        {
            index++;
        }

        if (index < options.DataCenters.Count)
        {
            options.DataCenters[index] = dataCenter;
        }
        else
        {
            options.DataCenters.Add(dataCenter);
        }

        options.Registration.RememberPath(nameof(BiginOAuthOptions.DataCenters), dataCenter, index, entry.Key);
    }

    private static bool TryGetAddress(IConfigurationSection entry, string member, out Uri? address)
    {
        address = null;
        return entry[member] is { Length: > 0 } text && Uri.TryCreate(text, UriKind.RelativeOrAbsolute, out address);
    }

    // The binder would add an entry whose id is there already, and throw at one that is incomplete without naming the setting.
    private sealed class WithoutDataCenters(IConfiguration inner) : IConfiguration
    {
        private static readonly IConfigurationRoot Empty = new ConfigurationBuilder().Build();

        public string? this[string key]
        {
            get => inner[key];
            set => inner[key] = value;
        }

        public IConfigurationSection GetSection(string key) => (IsDataCenters(key) ? Empty : inner).GetSection(key);

        public IEnumerable<IConfigurationSection> GetChildren() => inner.GetChildren().Where(child => !IsDataCenters(child.Key));

        public IChangeToken GetReloadToken() => inner.GetReloadToken();

        private static bool IsDataCenters(string key) =>
            key.Equals(nameof(BiginOAuthOptions.DataCenters), StringComparison.OrdinalIgnoreCase);
    }
}
