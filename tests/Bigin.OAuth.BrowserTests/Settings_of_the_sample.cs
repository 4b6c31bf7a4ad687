using ConnectBigin;

namespace Bigin.OAuth.BrowserTests;

[TestOf(typeof(IndexModel))]
public sealed class Settings_of_the_sample
{
    [Test]
    public async Task Lead_to_the_real_Bigin_with_a_client_id_and_a_secret_and_to_no_emulator()
    {
        await using Sample sample = await Sample.StartAsync("--Bigin:ClientId=1000.GMB0YULZHJK411248S8I5GZ4CHUEX0", "--Bigin:ClientSecret=122c324d3496d5d777ceeebc129470715fbb856b7");
        using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false });

        HttpResponseMessage answer = await http.GetAsync(new Uri(sample.Address, "/bigin/connect?tenant=contoso"));

        answer.Headers.Location!.OriginalString.Should()
            .StartWith("https://accounts.zoho.com/oauth/v2/auth?scope=ZohoBigin.org.READ%2CZohoBigin.modules.contacts.READ&client_id=1000.GMB0YULZHJK411248S8I5GZ4CHUEX0&")
            .And.Contain("prompt=consent");
        sample.Output.Should().Contain("real Bigin").And.NotContain("emulator");
        (await http.GetStringAsync(sample.Address)).Should().NotContain("emulator");
    }

    [Test]
    public async Task Are_refused_at_the_start_with_a_client_id_and_no_secret()
    {
        Func<Task> start = () => Sample.StartAsync("--Bigin:ClientId=1000.GMB0YULZHJK411248S8I5GZ4CHUEX0");

        await start.Should().ThrowAsync<InvalidOperationException>().WithMessage("The sample ended before it was ready. It said: *There is no client secret*");
    }

    [Test]
    public async Task Print_no_code_no_state_no_secret_and_no_token()
    {
        await using Visit visit = await Visit.StartOutsideAsync();
        await visit.ConnectAndAcceptAsync();

        string[] secrets = [.. new Uri(visit.CallbackAddress).Query[1..].Split('&').Where(pair => pair.StartsWith("code=", StringComparison.Ordinal) || pair.StartsWith("state=", StringComparison.Ordinal)).Select(pair => pair.Split('=')[1])];

        secrets.Should().HaveCount(2).And.OnlyContain(secret => !visit.Sample.Output.Contains(secret, StringComparison.Ordinal));
        visit.Sample.Output.Should().Contain("Exchanged a code", "it does log")
            .And.NotContain("e3a1a70e", "that is how the emulator's client secret starts")
            .And.NotMatchRegex("1000\\.[0-9a-f]{32}", "that is how codes and tokens look")
            .And.NotContain("warn:", "nothing is wrong");
    }

    [Test]
    public async Task Let_a_demonstration_connect_more_than_ten_times_in_ten_minutes()
    {
        await using SampleHere sample = await SampleHere.StartAsync();
        using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false });
        Uri link = (await http.GetAsync(new Uri(sample.Address, "/bigin/connect?tenant=contoso"))).Headers.Location!;

        foreach (int _ in Enumerable.Range(0, 11))
        {
            (await sample.Emulator.AcceptAsync(link, "one@example.com")).Query.Should().Contain("code=");
        }
    }

    [Test]
    public async Task Say_in_plain_words_what_went_wrong_and_in_the_log_what_to_mend()
    {
        await using PlainVisit visit = await PlainVisit.StartAsync("--Bigin:AuthorizationCodeLifetime=00:00:00.0000001");
        await visit.ConnectAsync();
        await visit.SignInAsync("one@example.com");
        await visit.PressAsync("Accept");

        visit.Expect("Not connected");
        visit.ExpectText("too old or was used before");
        visit.Sample.Output.Should().Contain("CodeExpired").And.Contain("check that this machine's clock is right");
    }

    [Test]
    public async Task May_leave_consent_unforced_and_nobody_is_stuck()
    {
        await using PlainVisit visit = await PlainVisit.StartAsync("--Bigin:ForceConsent=false");
        await visit.ConnectAndAcceptAsync();

        await visit.OpenAsync("/bigin/connect?tenant=contoso"); // Bigin remembers the consent, asks nothing, and sends nothing that lasts
        visit.Expect("Once more, please");
        await visit.FollowAsync("Connect once more");
        await visit.PressAsync("Accept");

        visit.ExpectConnected();
    }
}
