using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Bigin.OAuth.Tests.Configuration;

[TestOf(typeof(BiginHealthChecksBuilderExtensions))]
public sealed class The_health_check
{
    [Test]
    public async Task Is_registered_under_the_name_bigin()
    {
        await using ServiceProvider services = Build(checks => checks.AddBiginConnections());

        HealthReport report = await services.GetRequiredService<HealthCheckService>().CheckHealthAsync();

        report.Entries.Should().ContainSingle().Which.Key.Should().Be("bigin");
        report.Status.Should().Be(HealthStatus.Healthy);
    }

    [Test]
    public async Task Takes_a_name_a_status_tags_and_a_time_out()
    {
        await using ServiceProvider services = Build(checks => checks.AddBiginConnections("crm", HealthStatus.Degraded, ["ready"], TimeSpan.FromSeconds(3)));

        HealthCheckRegistration registration = services.GetRequiredService<Microsoft.Extensions.Options.IOptions<HealthCheckServiceOptions>>().Value.Registrations.Single();

        registration.Name.Should().Be("crm");
        registration.FailureStatus.Should().Be(HealthStatus.Degraded);
        registration.Tags.Should().Equal("ready");
        registration.Timeout.Should().Be(TimeSpan.FromSeconds(3));
    }

    [TestCase(null, HealthStatus.Unhealthy)]
    [TestCase(HealthStatus.Degraded, HealthStatus.Degraded)]
    public async Task Fails_where_the_store_cannot_be_read(HealthStatus? failureStatus, HealthStatus expected)
    {
        await using ServiceProvider services = Build(checks => checks.AddBiginConnections(failureStatus: failureStatus), services => services.AddSingleton(DispatchProxy.Create<IBiginConnectionStore, ThrowingProxy>()));

        HealthReportEntry entry = (await services.GetRequiredService<HealthCheckService>().CheckHealthAsync()).Entries["bigin"];

        entry.Status.Should().Be(expected);
        entry.Exception.Should().NotBeNull();
    }

    [Test]
    public void Throws_for_an_argument_that_is_null()
    {
        IHealthChecksBuilder checks = new ServiceCollection().AddHealthChecks();

        FluentActions.Invoking(() => ((IHealthChecksBuilder)null!).AddBiginConnections()).Should().Throw<ArgumentNullException>();
        checks.Invoking(it => it.AddBiginConnections("")).Should().Throw<ArgumentException>();
    }

    private static ServiceProvider Build(Action<IHealthChecksBuilder> add, Action<IServiceCollection>? more = null)
    {
        IServiceCollection services = new ServiceCollection().AddLogging().AddBiginOAuth(Hosts.Section()).Services;
        add(services.AddHealthChecks());
        more?.Invoke(services);
        return services.BuildServiceProvider();
    }

    /// <summary>A store that throws at every call.</summary>
    public class ThrowingProxy : DispatchProxy
    {
        /// <inheritdoc/>
        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => throw new IOException("The database is away.");
    }
}
