using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Bigin.OAuth.Tests.Configuration;

[TestOf(typeof(BiginOAuthOptions))]
public sealed class Wrong_options
{
    private static readonly OptionsFlaw[] Flaws = OptionsFlaws.All;

    [TestCaseSource(nameof(Flaws))]
    public void Are_refused_by_a_builder_with_the_name_of_the_setting_and_the_mend(object flaw) =>
        ShouldBeRefused((OptionsFlaw)flaw, options => new AuthorizationUrlBuilder(options));

    [TestCaseSource(nameof(Flaws))]
    public void Are_refused_by_a_parser_with_the_name_of_the_setting_and_the_mend(object flaw) =>
        ShouldBeRefused((OptionsFlaw)flaw, options => new RedirectResponseParser(options));

    [TestCaseSource(nameof(Flaws))]
    public async Task Are_refused_when_a_host_starts_with_the_name_of_the_setting_and_the_mend(object flaw)
    {
        var row = (OptionsFlaw)flaw;

        Func<Task> start = () => Hosts.StartAsync(services => services.AddBiginOAuth(Hosts.Section()).Services.Configure(row.Break));

        ShouldName(row, (await start.Should().ThrowAsync<OptionsValidationException>()).Which);
    }

    [TestCaseSource(nameof(Flaws))]
    public void Are_refused_whenever_they_are_resolved(object flaw)
    {
        using ServiceProvider services =
            new ServiceCollection().AddBiginOAuth(Hosts.Section()).Services.Configure(((OptionsFlaw)flaw).Break).BuildServiceProvider();

        services.Invoking(x => x.GetRequiredService<IOptions<BiginOAuthOptions>>().Value).Should().Throw<OptionsValidationException>();
    }

    [Test]
    public void Are_an_argument_that_is_null()
    {
        FluentActions.Invoking(() => new AuthorizationUrlBuilder(null!)).Should().Throw<ArgumentNullException>();
        FluentActions.Invoking(() => new RedirectResponseParser(null!)).Should().Throw<ArgumentNullException>();
    }

    private static void ShouldBeRefused(OptionsFlaw flaw, Func<BiginOAuthOptions, object> open) =>
        ShouldName(flaw, FluentActions.Invoking(() => open(Client.Options(flaw.Break))).Should().Throw<OptionsValidationException>().Which);

    private static void ShouldName(OptionsFlaw flaw, OptionsValidationException thrown)
    {
        thrown.Failures.Should().ContainSingle().Which.Should().StartWith(flaw.Setting).And.Contain(flaw.Fix);
        thrown.Message.Should().Be(thrown.Failures.Single());
    }
}
