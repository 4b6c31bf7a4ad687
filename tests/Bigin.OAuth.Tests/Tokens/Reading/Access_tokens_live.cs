using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Bigin.OAuth.Tests.Tokens.Reading;

[TestOf(typeof(BiginTokens))]
public sealed class Access_tokens_live
{
    private const double Hour = 3600;

    private const double Day = 86_400;

    [TestCase("3600", 3600)]
    [TestCase("1", 1)]
    [TestCase("1800.5", 1800.5)]
    [TestCase("3.6e3", 3600)]
    [TestCase("\"3600\"", 3600)]
    [TestCase("\"1800.5\"", 1800.5)]
    [TestCase("\" 60 \"", 60)]
    [TestCase("86400", Day)]
    public async Task As_many_seconds_as_the_answer_says(string expiresIn, double seconds) => await LivesAsync($"\"expires_in\":{expiresIn}", seconds);

    [TestCase("86401", 86.401)]
    [TestCase("3600000", 3600)]
    [TestCase("\"3600000\"", 3600)]
    public async Task As_many_milliseconds_where_seconds_would_be_over_a_day(string expiresIn, double seconds) =>
        await LivesAsync($"\"expires_in\":{expiresIn}", seconds);

    [TestCase("3600000", "3600", 3600)]
    [TestCase("3600000", "\"3600\"", 3600)]
    [TestCase("\"3600000\"", "3600", 3600)]
    [TestCase("60000", "60", 60)]
    public async Task As_many_milliseconds_in_the_old_shape(string expiresIn, string expiresInSec, double seconds)
    {
        await LivesAsync($"\"expires_in_sec\":{expiresInSec},\"expires_in\":{expiresIn}", seconds);
        await LivesAsync($"\"expires_in\":{expiresIn},\"expires_in_sec\":{expiresInSec}", seconds);
    }

    [TestCase("\"expires_in\":3600,\"expires_in_sec\":null", 3600)]
    public async Task As_many_seconds_where_the_old_member_is_null(string members, double seconds) => await LivesAsync(members, seconds);

    [TestCase("\"x\":1")]
    [TestCase("\"expires_in\":null")]
    [TestCase("\"expires_in\":0")]
    [TestCase("\"expires_in\":-1")]
    [TestCase("\"expires_in\":-1e308")]
    [TestCase("\"expires_in\":\"\"")]
    [TestCase("\"expires_in\":\"0\"")]
    [TestCase("\"expires_in\":\"-3600\"")]
    [TestCase("\"expires_in\":\"an hour\"")]
    [TestCase("\"expires_in\":\"3,600\"")]
    [TestCase("\"expires_in\":\"0x10\"")]
    [TestCase("\"expires_in\":\"NaN\"")]
    [TestCase("\"expires_in\":\"-Infinity\"")]
    [TestCase("\"expires_in\":\"\\ud800\"")]
    [TestCase("\"expires_in\":true")]
    [TestCase("\"expires_in\":{}")]
    [TestCase("\"expires_in\":[3600]")]
    public async Task An_hour_where_the_answer_does_not_say_it(string members) => await LivesAsync(members, Hour);

    [TestCase("1e308")]
    [TestCase("1e999")]
    [TestCase("\"1e308\"")]
    [TestCase("\"Infinity\"")]
    [TestCase("9223372036854775808")]
    [TestCase("86400001")]
    public async Task A_day_at_most(string expiresIn) => await LivesAsync($"\"expires_in\":{expiresIn}", Day);

    [Test]
    public async Task From_the_moment_of_the_request()
    {
        BiginTokens tokens = (await Answered.ByAsync(
            TokenRequest.Refresh,
            RawAnswer.Tokens,
            builder => builder.TokenHttpClient.AddHttpMessageHandler(services => new FiveMinutesLater(
                (FakeTimeProvider)services.GetRequiredKeyedService<TimeProvider>(BiginOAuthDefaults.TimeProviderKey)))))
            .Should().BeOfType<BiginTokens>().Subject;

        tokens.ExpiresAt.Should().Be(Client.Now.AddHours(1), "the token has aged while its answer was on the way");
    }

    private static async Task LivesAsync(string members, double seconds)
    {
        foreach (TokenRequest request in Enum.GetValues<TokenRequest>())
        {
            BiginTokens tokens = await Answered.WithTokensAsync(request, RawAnswer.Json($$"""{"access_token":"1000.a.a",{{members}}}"""));

            tokens.ExpiresAt.Should().Be(Client.Now + TimeSpan.FromSeconds(seconds));
        }
    }

    private sealed class FiveMinutesLater(FakeTimeProvider clock) : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            HttpResponseMessage response = await base.SendAsync(request, cancellationToken);
            clock.Advance(TimeSpan.FromMinutes(5));
            return response;
        }
    }
}
