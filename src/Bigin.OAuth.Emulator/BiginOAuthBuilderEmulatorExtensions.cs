using Bigin.OAuth;
using Bigin.OAuth.Emulator;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Points a registered Bigin OAuth client at an emulator.</summary>
public static class BiginOAuthBuilderEmulatorExtensions
{
    /// <summary>
    /// Replaces the client's id, secrets and data centers by the emulator's, and the library's clock by <see cref="BiginEmulator.Clock"/>,
    /// also where the host's configuration sets them. Redirect URI, scopes and everything else stay the host's.
    /// </summary>
    /// <param name="builder">The registration.</param>
    /// <param name="emulator">A running emulator. The host goes on owning it.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
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
            Apply(options, emulator.ClientId, emulator.ClientSecret, emulator.ClientSecrets, emulator.DataCenters));
        builder.Services.AddKeyedSingleton<TimeProvider>(BiginOAuthDefaults.TimeProviderKey, emulator.Clock); // the last one wins
        return builder;
    }

    /// <summary>
    /// Replaces the client's id, secrets and data centers by those of an emulator that runs elsewhere, such as the command <c>bigin-emulator</c>, which several
    /// programs share. They are read when the options are. Redirect URI, scopes, clock and everything else stay the host's.
    /// </summary>
    /// <param name="builder">The registration.</param>
    /// <param name="address">The address of any of its data centers, such as <c>http://127.0.0.1:9410</c>.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="ArgumentException">The address isn't an absolute one of http or https.</exception>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <remarks>The start of the host fails with an <see cref="InvalidOperationException"/> where no emulator responds at the address.</remarks>
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

        var emulator = new Lazy<ControlInfo>(() => RemoteEmulator.Read(address), LazyThreadSafetyMode.PublicationOnly); // a failure is tried again
        builder.Services.PostConfigure<BiginOAuthOptions>(options => Apply(
            options,
            emulator.Value.ClientId,
            emulator.Value.ClientSecret,
            emulator.Value.ClientSecrets,
            emulator.Value.DataCenters.Select(x => new DataCenter(x.Key, new Uri(x.Value.AccountsServer), new Uri(x.Value.ApiServer)))));
        return builder;
    }

    private static void Apply(
        BiginOAuthOptions options, string clientId, string clientSecret, IReadOnlyDictionary<string, string> clientSecrets, IEnumerable<DataCenter> dataCenters)
    {
        options.ClientId = clientId;
        options.ClientSecret = clientSecret;
        options.ClientSecrets.Clear();
        foreach ((string dataCenter, string secret) in clientSecrets)
        {
            options.ClientSecrets.Add(dataCenter, secret);
        }

        options.DataCenters.Clear();
        foreach (DataCenter dataCenter in dataCenters)
        {
            options.DataCenters.Add(dataCenter);
        }
    }
}
