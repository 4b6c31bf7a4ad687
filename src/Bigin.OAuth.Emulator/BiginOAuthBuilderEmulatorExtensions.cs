using Bigin.OAuth;
using Bigin.OAuth.Emulator;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Provides extension methods that point a registered Bigin OAuth client at an emulator.</summary>
public static class BiginOAuthBuilderEmulatorExtensions
{
    /// <summary>
    /// Replaces the ids, secrets and data centers of the client by those of an emulator, and the library's clock by
    /// <see cref="BiginEmulator.Clock"/>. They win over the host's configuration, whose kind of client says which client of the emulator it
    /// is. All other settings stay the host's.
    /// </summary>
    /// <param name="builder">The registration.</param>
    /// <param name="emulator">A running emulator. The host owns it.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="ArgumentNullException">An argument is <see langword="null"/>.</exception>
    /// <example>
    /// <code>
    /// await using BiginEmulator emulator = await BiginEmulator.StartAsync();
    /// services.AddBiginOAuth(configuration.GetSection("Bigin")).UseEmulator(emulator);
    /// </code>
    /// </example>
    public static BiginOAuthBuilder UseEmulator(this BiginOAuthBuilder builder, BiginEmulator emulator)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(emulator);
        builder.Services.PostConfigure<BiginOAuthOptions>(options =>
            Apply(options, emulator.Clients, emulator.DataCenters));
        builder.Services.AddKeyedSingleton<TimeProvider>(BiginOAuthDefaults.TimeProviderKey, emulator.Clock); // the last one wins
        return builder;
    }

    /// <summary>
    /// Replaces the client's ids, secrets and data centers by those of an emulator that runs elsewhere, such as the command
    /// <c>bigin-emulator</c>, which several programs share. They are read when the options are. All other settings, and the clock, stay the
    /// host's.
    /// </summary>
    /// <param name="builder">The registration.</param>
    /// <param name="address">The address of any of its data centers, such as <c>http://127.0.0.1:9410</c>.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="ArgumentException">The address isn't an absolute address of http or https.</exception>
    /// <exception cref="ArgumentNullException">An argument is <see langword="null"/>.</exception>
    /// <remarks>
    /// The start of the host fails with an <see cref="InvalidOperationException"/> where no emulator responds at the address.
    /// </remarks>
    /// <example>
    /// <code>
    /// services.AddBiginOAuth(configuration.GetSection("Bigin")).UseEmulator(new Uri("http://127.0.0.1:9410"));
    /// </code>
    /// </example>
    public static BiginOAuthBuilder UseEmulator(this BiginOAuthBuilder builder, Uri address)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(address);
        if (!address.IsAbsoluteUri || address.Scheme is not ("http" or "https"))
        {
            throw new ArgumentException($"'{address}' isn't an absolute address of http or https.", nameof(address));
        }

        // a failure is tried again
        var emulator = new Lazy<ControlInfo>(() => RemoteEmulator.Read(address), LazyThreadSafetyMode.PublicationOnly);
        builder.Services.PostConfigure<BiginOAuthOptions>(options => Apply(
            options,
            [.. emulator.Value.Clients.Select(client => client.ToClient())],
            emulator.Value.DataCenters.Select(x => new DataCenter(x.Key, new Uri(x.Value.AccountsServer), new Uri(x.Value.ApiServer)))));
        return builder;
    }

    private static void Apply(BiginOAuthOptions options, IReadOnlyList<EmulatorClient> clients, IEnumerable<DataCenter> dataCenters)
    {
        // A client that the emulator knows stays: a worker may say that it is a self client and share the tokens of a web application.
        EmulatorClient client = clients.FirstOrDefault(client => client.Id == options.ClientId)
            ?? clients.FirstOrDefault(client => (int)client.Type == (int)options.ClientType)
            ?? clients[0];
        string[] withOwnId = [.. options.ClientIds.Keys];
        options.ClientId = client.Id;
        options.ClientSecret = client.Secret;
        options.ClientIds.Clear();
        options.ClientSecrets.Clear();
        foreach ((string dataCenter, string secret) in client.Secrets)
        {
            options.ClientSecrets.Add(dataCenter, secret);
        }

        // A data center that has a registration of its own in the host's settings gets the one that only this data center knows here.
        foreach (string dataCenter in withOwnId)
        {
            if (clients.FirstOrDefault(other =>
                other.DataCenters is [var only] && string.Equals(only, dataCenter, StringComparison.OrdinalIgnoreCase)) is { } own)
            {
                options.ClientIds[dataCenter] = own.Id;
                options.ClientSecrets[dataCenter] = own.Secrets.TryGetValue(dataCenter, out string? secret) ? secret : own.Secret;
            }
        }

        options.DataCenters.Clear();
        foreach (DataCenter dataCenter in dataCenters)
        {
            options.DataCenters.Add(dataCenter);
        }
    }
}
