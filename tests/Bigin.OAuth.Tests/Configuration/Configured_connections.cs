using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Bigin.OAuth.Tests.Configuration;

[TestOf(typeof(BiginOAuthBuilder))]
public sealed class Configured_connections
{
    private static readonly TestCaseData[] Flaws =
    [
        Row("Bigin:Connections holds no connection."),
        Row("Bigin:Connections:a:RefreshToken is missing.", ("Connections:a:DataCenter", "eu")),
        Row("Bigin:Connections:a:RefreshToken is missing.", ("Connections:a:DataCenter", "eu"), ("Connections:a:RefreshToken", "")),
        Row("Bigin:Connections:a:DataCenter is missing.", ("Connections:a:RefreshToken", "1000.secret")),
        Row("Bigin:Connections:a:DataCenter is not an entry of DataCenters.", ("Connections:a:RefreshToken", "1000.secret"), ("Connections:a:DataCenter", "xx")),
        Row("Bigin:Connections:a:DataCenter is not one of AllowedDataCenters.", ("Connections:a:RefreshToken", "1000.secret"), ("Connections:a:DataCenter", "eu"), ("AllowedDataCenters:0", "us")),
        Row("Bigin:Connections:a:RefreshToken begins or ends with white space.", ("Connections:a:RefreshToken", "1000.secret "), ("Connections:a:DataCenter", "eu")),
        Row("Bigin:Connections:a:RefreshToken holds a line break", ("Connections:a:RefreshToken", "1000.secret\n"), ("Connections:a:DataCenter", "eu")),
        Row("Bigin:Connections:a:RefreshToken is enclosed in quotes.", ("Connections:a:RefreshToken", "\"1000.secret\""), ("Connections:a:DataCenter", "eu")),
        Row("Bigin:Connections:a:RefreshToken is a list or an object", ("Connections:a:RefreshToken:0", "1000.secret"), ("Connections:a:DataCenter", "eu")),
        Row("Bigin:Connections:a:Token is not a setting of a connection.", ("Connections:a:Token", "1000.secret"), ("Connections:a:RefreshToken", "1000.secret"), ("Connections:a:DataCenter", "eu")),
        Row("Bigin:Connections:a is a single value", ("Connections:a", "1000.secret")),
        Row("A key in Bigin:Connections is empty, is longer than 200 characters", ($"Connections:{new string('k', 201)}:RefreshToken", "1000.secret"), ($"Connections:{new string('k', 201)}:DataCenter", "eu")),
        Row(
            "Bigin:Connections:b:RefreshToken is that of Bigin:Connections:a too.",
            ("Connections:a:RefreshToken", "1000.secret"), ("Connections:a:DataCenter", "eu"), ("Connections:b:RefreshToken", "1000.secret"), ("Connections:b:DataCenter", "eu")),
        Row("A key in Bigin:Connections is empty", ("Connections::RefreshToken", "1000.secret"), ("Connections::DataCenter", "eu")),
        Row("Bigin:Connections:a needs a client secret", ("Connections:a:RefreshToken", "1000.secret"), ("Connections:a:DataCenter", "EU"), ("ClientSecret", null), ("ClientSecrets:us", "secret")),
        Row("Bigin:Connections:a needs a client secret", ("Connections:a:RefreshToken", "1000.secret"), ("Connections:a:DataCenter", "eu"), ("ClientSecret", null)),
    ];

    [TestCaseSource(nameof(Flaws))]
    public void That_are_wrong_are_refused_with_the_name_of_the_setting(string failure, KeyValuePair<string, string?>[] settings)
    {
        OptionsValidationException exception = FluentActions.Invoking(() => Resolve(settings)).Should().Throw<OptionsValidationException>().Which;

        exception.Failures.Should().ContainSingle().Which.Should().StartWith(failure).And.EndWith(".").And.NotContain("1000.");
    }

    [Test]
    public void That_are_right_are_accepted() =>
        FluentActions.Invoking(() => Resolve([new("Connections:a:RefreshToken", "1000.secret"), new("Connections:a:DataCenter", "EU")])).Should().NotThrow();

    [Test]
    public void Beside_another_store_are_refused([Values] bool isStoreFirst)
    {
        Action<BiginOAuthBuilder>[] steps =
        [
            builder => builder.UseConnectionStore<OtherStore>(),
            builder => builder.UseConfiguredConnections(Section(("a", "1000.secret", "eu"))),
        ];

        Action resolve = () => Resolve([], isStoreFirst ? steps : [steps[1], steps[0]]);

        resolve.Should().Throw<OptionsValidationException>().Which.Failures.Should().ContainSingle().Which.Should().Contain("beside another connection store");
    }

    [Test]
    public void Of_two_sections_share_no_token()
    {
        Action resolve = () => Resolve([],
        [
            builder => builder.UseConfiguredConnections(Section(("a", "1000.secret", "eu"))),
            builder => builder.UseConfiguredConnections(Section(("b", "1000.secret", "eu"))),
        ]);

        resolve.Should().Throw<OptionsValidationException>().Which.Failures.Should().ContainSingle().Which.Should().Contain("is that of Bigin:Connections:a too");
    }

    [Test]
    public void That_are_null_are_the_programmers_mistake() =>
        FluentActions.Invoking(() => new ServiceCollection().AddBiginOAuth().UseConfiguredConnections(null!)).Should().Throw<ArgumentNullException>();

    private static IConfigurationSection Section((string Key, string RefreshToken, string DataCenter) connection) => new ConfigurationBuilder()
        .AddInMemoryCollection(
        [
            new($"Bigin:Connections:{connection.Key}:RefreshToken", connection.RefreshToken),
            new($"Bigin:Connections:{connection.Key}:DataCenter", connection.DataCenter),
        ]).Build().GetSection("Bigin:Connections");

    private static TestCaseData Row(string failure, params (string Name, string? Value)[] settings) =>
        new TestCaseData(failure, settings.Select(it => new KeyValuePair<string, string?>(it.Name, it.Value)).ToArray()).SetName($"{{m}}: {failure} ({settings.Length})");

    private static void Resolve(KeyValuePair<string, string?>[] settings, Action<BiginOAuthBuilder>[]? steps = null)
    {
        var configuration = new ConfigurationManager();
        configuration["Bigin:ClientType"] = "SelfClient";
        configuration["Bigin:ClientId"] = Client.Id;
        configuration["Bigin:ClientSecret"] = Client.Secret;
        foreach ((string name, string? value) in settings)
        {
            configuration[$"Bigin:{name}"] = value;
        }

        BiginOAuthBuilder builder = new ServiceCollection().AddBiginOAuth(configuration.GetSection("Bigin"));
        foreach (Action<BiginOAuthBuilder> step in steps ?? [it => it.UseConfiguredConnections(configuration.GetSection("Bigin:Connections"))])
        {
            step(builder);
        }

        using ServiceProvider services = builder.Services.BuildServiceProvider();
        _ = services.GetRequiredService<IOptions<BiginOAuthOptions>>().Value;
    }

    private sealed class OtherStore : IBiginConnectionStore
    {
        public ValueTask<StoredConnection?> FindAsync(string key, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public ValueTask<string?> FindStampAsync(string key, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public ValueTask<bool> TrySaveAsync(StoredConnection connection, string? expectedStamp, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public ValueTask<bool> TryDeleteAsync(string key, string expectedStamp, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public IAsyncEnumerable<ConnectionSummary> ListAsync(CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public ValueTask<IAsyncDisposable?> TryLockAsync(string key, TimeSpan lease, CancellationToken cancellationToken = default) => throw new NotSupportedException();
    }
}
