using Bigin.OAuth;
using Bigin.OAuth.Emulator;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Points a registered Bigin OAuth client at an emulator.</summary>
public static class BiginOAuthBuilderEmulatorExtensions
{
    /// <summary>
    /// Replaces the client's id, secrets and data centers by the emulator's, and the library's clock by <see cref="BiginEmulator.Clock"/>,
    /// whatever the host's configuration says. Redirect URI, scopes and everything else stay the host's.
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
        {
            options.ClientId = emulator.ClientId;
            options.ClientSecret = emulator.ClientSecret;
            options.ClientSecrets.Clear();
            foreach ((string dataCenter, string secret) in emulator.ClientSecrets)
            {
                options.ClientSecrets.Add(dataCenter, secret);
            }

            options.DataCenters.Clear();
            foreach (DataCenter dataCenter in emulator.DataCenters)
            {
                options.DataCenters.Add(dataCenter);
            }
        });
        builder.Services.AddKeyedSingleton<TimeProvider>(BiginOAuthDefaults.TimeProviderKey, emulator.Clock); // the last one wins
        return builder;
    }
}
