namespace Bigin.OAuth.Tests.Redirect;

[TestOf(typeof(RedirectResponseParser))]
public sealed class Client_ids_of_data_centers
{
    private const string China = "1000.CHINA";

    private static readonly string ChinasRedirect = GoodRedirect.With(("location", "cn"), ("accounts-server", "https%3A%2F%2Faccounts.zoho.com.cn"));

    private static readonly string EuropesRedirect = GoodRedirect.With(("location", "eu"), ("accounts-server", "https%3A%2F%2Faccounts.zoho.eu"));

    [Test]
    public void Are_in_the_links_that_start_there()
    {
        AuthorizationUrlBuilder builder = Client.Builder(AddChina);

        builder.Build().Url.OriginalString.Should().Contain($"&client_id={Client.Id}&");
        builder.WithDataCenter("CN").Build().Url.OriginalString.Should().StartWith("https://accounts.zoho.com.cn/").And.Contain($"&client_id={China}&");
        builder.WithDataCenter("cn").WithDataCenter("eu").Build().Url.OriginalString.Should().Contain($"&client_id={Client.Id}&");
        Client.Builder(options =>
        {
            AddChina(options);
            options.HomeDataCenter = "cn";
        }).Build().Url.OriginalString.Should().Contain($"&client_id={China}&");
    }

    [Test]
    public void Are_those_that_the_answer_has_to_come_from([Values] bool startsInChina, [Values("us", "eu", "cn")] string answer)
    {
        PendingAuthorization pending = Pending(startsInChina ? "cn" : "us");

        RedirectResponse response = Client.Parser(AddChina).Parse(GetRedirect(answer), PendingAuthorization.FromJson(pending.ToJson()));

        if (startsInChina == (answer == "cn"))
        {
            response.Should().BeOfType<AuthorizationResult>().Which.Location.Should().Be(answer);
        }
        else
        {
            RedirectRejected rejected = response.Should().BeOfType<RedirectRejected>().Subject;
            rejected.Reason.Should().Be(RedirectRejection.DataCenterMismatch);
            rejected.Message.Should().Contain("another client id").And.NotContain(Client.Id).And.NotContain(China);
        }
    }

    [Test]
    public void Are_looked_at_before_it_is_asked_what_is_allowed() =>
        Client.Parser(options =>
        {
            AddChina(options);
            options.AllowedDataCenters.Add("us");
        }).Parse(ChinasRedirect, Pending("us")).Should().BeOfType<RedirectRejected>().Which.Reason.Should().Be(RedirectRejection.DataCenterMismatch);

    [Test]
    public void Need_the_pending_authorization()
    {
        RedirectResponseParser parser = Client.Parser(AddChina);
        foreach (Func<RedirectResponse> parse in new Func<RedirectResponse>[]
        {
            () => parser.Parse(GoodRedirect.Query, GoodRedirect.State),
            () => parser.Parse(new Uri("https://a/?x"), GoodRedirect.State),
            () => parser.ParseWithoutState(GoodRedirect.Query),
            () => parser.ParseWithoutState(new Uri("https://a/?x")),
        })
        {
            parse.Should().Throw<InvalidOperationException>().WithMessage(
                "ClientIds is set, so the client id of the link is needed: call Parse with the PendingAuthorization of the request.");
        }
    }

    [Test]
    public void Count_for_what_an_older_version_has_kept_as_that_of_the_home_data_center()
    {
        string json = Pending("us").ToJson();
        PendingAuthorization older = PendingAuthorization.FromJson(json.Replace($"\"clientId\":\"{Client.Id}\",", "", StringComparison.Ordinal));

        json.Should().Contain("clientId");
        Client.Parser(AddChina).Parse(GoodRedirect.Query, older).Should().BeOfType<AuthorizationResult>();
        Client.Parser(AddChina).Parse(ChinasRedirect, older).Should().BeOfType<RedirectRejected>();
    }

    [Test]
    public void Change_nothing_where_there_are_none() =>
        Client.Parser().Parse(ChinasRedirect, GoodRedirect.Pending).Should().BeOfType<AuthorizationResult>();

    private static void AddChina(BiginOAuthOptions options) => options.ClientIds["cn"] = China;

    private static PendingAuthorization Pending(string start) =>
        Client.Builder(AddChina).WithDataCenter(start).WithState(GoodRedirect.State).Build().Pending;

    private static string GetRedirect(string dataCenter) => dataCenter switch
    {
        "cn" => ChinasRedirect,
        "eu" => EuropesRedirect,
        _ => GoodRedirect.Query,
    };
}
