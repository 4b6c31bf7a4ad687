using Microsoft.Extensions.Time.Testing;

namespace Bigin.OAuth.Tests.Redirect;

[TestOf(typeof(AuthorizationCode))]
public sealed class Codes_live_a_minute
{
    [Test]
    public void From_the_moment_at_which_the_redirect_is_parsed()
    {
        var clock = new FakeTimeProvider(Client.Now);
        var parser = new RedirectResponseParser(Client.Options(), clock);
        clock.Advance(TimeSpan.FromSeconds(7));

        var code = Code(parser);
        clock.Advance(TimeSpan.FromSeconds(7));

        code.ReceivedAt.Should().Be(Client.Now.AddSeconds(7));
        code.ExpiresAt.Should().Be(Client.Now.AddSeconds(67));
    }

    [TestCase(1, TestName = "Or_as_long_as_the_options_say(one second)")]
    [TestCase(120, TestName = "Or_as_long_as_the_options_say(two minutes)")]
    [TestCase(600, TestName = "Or_as_long_as_the_options_say(ten minutes)")]
    public void Or_as_long_as_the_options_say(int seconds) =>
        Code(Client.Parser(options => options.AuthorizationCodeLifetime = TimeSpan.FromSeconds(seconds)))
            .ExpiresAt.Should().Be(Client.Now.AddSeconds(seconds));

    [TestCase(0, false, TestName = "And_are_expired_from_then_on(at once)")]
    [TestCase(TimeSpan.TicksPerMinute - 1, false, TestName = "And_are_expired_from_then_on(just before)")]
    [TestCase(TimeSpan.TicksPerMinute, true, TestName = "And_are_expired_from_then_on(at the minute)")]
    [TestCase(TimeSpan.TicksPerMinute + 1, true, TestName = "And_are_expired_from_then_on(just after)")]
    public void And_are_expired_from_then_on(long ticks, bool isExpired)
    {
        var code = Code(Client.Parser());

        code.IsExpired(Client.Now.AddTicks(ticks)).Should().Be(isExpired);
        code.IsExpired(Client.Now.AddTicks(ticks).ToOffset(TimeSpan.FromHours(8))).Should().Be(isExpired, "a moment is the same in every time zone");
    }

    private static AuthorizationCode Code(RedirectResponseParser parser) =>
        parser.Parse(GoodRedirect.Query, GoodRedirect.State).Should().BeOfType<AuthorizationResult>().Which.Code;
}
