using Bigin.OAuth.AspNetCore;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Bigin.OAuth.Tests.AspNetCore;

[TestOf(typeof(BiginOAuthEndpointOptions))]
public sealed class Mistakes_at_the_registration
{
    private static readonly TestCaseData[] Settings =
    [
        Row("no key", options => options.ConnectionKey = null, "ConnectionKey is missing*Set it to a function*"),
        Row("connect path without slash", options => options.ConnectPath = "bigin/connect", "ConnectPath *with a slash at its start*"),
        Row("empty connect path", options => options.ConnectPath = "", "ConnectPath *with a slash at its start*"),
        Row("no connect path", options => options.ConnectPath = null!, "ConnectPath *with a slash at its start*"),
        Row("connect path with query", options => options.ConnectPath = "/connect?x=1", "ConnectPath *without query and fragment*"),
        Row("connect path with fragment", options => options.ConnectPath = "/connect#x", "ConnectPath *without query and fragment*"),
        Row("callback path without slash", options => options.CallbackPath = "callback", "CallbackPath *with a slash at its start*"),
        Row("callback path as address", options => options.CallbackPath = "https://app.example.com/callback", "CallbackPath *with a slash at its start*"),
        Row("callback path with query", options => options.CallbackPath = "/callback?x=1", "CallbackPath *without query and fragment*"),
        Row("connect path with an empty part", options => options.ConnectPath = "/bigin//connect", "ConnectPath *no empty part*"),
        Row("callback path with an empty part", options => options.CallbackPath = "//callback", "CallbackPath *no empty part*"),
        Row("one path for both", options => options.ConnectPath = "/bigin/callback", "ConnectPath *are the same*Set ConnectPath to another path*"),
        Row("one path for both but for case and slash", options => options.ConnectPath = "/BIGIN/callback/", "ConnectPath *are the same*Set ConnectPath to another path*"),
        Row("one path for both, set by hand", options => options.CallbackPath = "/bigin/connect", "ConnectPath *are the same*Set ConnectPath to another path*"),
    ];

    [TestCaseSource(nameof(Settings))]
    public async Task Name_the_setting_and_the_mend(Action<BiginOAuthEndpointOptions> configure, string message)
    {
        await using WebApplication app = Build(services =>
        {
            services.AddDataProtection().UseEphemeralDataProtectionProvider();
            Add(services);
        });

        app.Invoking(it => it.MapBiginOAuth(options =>
        {
            options.ConnectionKey = _ => new("key");
            configure(options);
        })).Should().Throw<InvalidOperationException>().WithMessage(message);
    }

    [TestCase("http://localhost:5999/bigin//callback")]
    [TestCase("http://localhost:5999/bigin%3Fcallback")]
    public async Task Name_the_redirect_uri_whose_path_is_no_route(string redirectUri)
    {
        await using WebApplication app = Build(services =>
        {
            services.AddDataProtection().UseEphemeralDataProtectionProvider();
            Add(services);
            services.Configure<BiginOAuthOptions>(options => options.RedirectUri = new Uri(redirectUri));
        });

        app.Invoking(it => it.MapBiginOAuth(options => options.ConnectionKey = _ => new("key")))
            .Should().Throw<InvalidOperationException>().WithMessage("The path of RedirectUri *Register another redirect URI.");
        app.Invoking(it => it.MapBiginOAuth(options => (options.ConnectionKey, options.CallbackPath) = (_ => new("key"), "/callback"))).Should().NotThrow("the host says where it is");
    }

    [Test]
    public async Task Name_the_client_that_is_not_registered()
    {
        await using WebApplication app = Build(services => services.AddDataProtection().UseEphemeralDataProtectionProvider());

        app.Invoking(it => it.MapBiginOAuth(options => options.ConnectionKey = _ => new("key")))
            .Should().Throw<InvalidOperationException>().WithMessage("*Call builder.Services.AddBiginOAuth(*");
    }

    [Test]
    public async Task Name_Data_Protection_where_it_is_missing()
    {
        await using WebApplication app = Build(Add);

        app.Invoking(it => it.MapBiginOAuth(options => options.ConnectionKey = _ => new("key")))
            .Should().Throw<InvalidOperationException>().WithMessage("*Call builder.Services.AddDataProtection()*");
    }

    [Test]
    public async Task Of_the_client_are_listed()
    {
        await using WebApplication app = Build(services =>
        {
            services.AddDataProtection().UseEphemeralDataProtectionProvider();
            services.AddBiginOAuth(_ => { });
        });

        app.Invoking(it => it.MapBiginOAuth(options => options.ConnectionKey = _ => new("key"))).Should().Throw<OptionsValidationException>().WithMessage("*ClientId*RedirectUri*");
    }

    [Test]
    public async Task Are_nulls()
    {
        await using WebApplication app = Build(Add);

        app.Invoking(it => it.MapBiginOAuth(null!)).Should().Throw<ArgumentNullException>().WithParameterName("configure");
        FluentActions.Invoking(() => BiginOAuthEndpointRouteBuilderExtensions.MapBiginOAuth(null!, _ => { })).Should().Throw<ArgumentNullException>().WithParameterName("endpoints");
    }

    private static TestCaseData Row(string name, Action<BiginOAuthEndpointOptions> configure, string message) => new TestCaseData(configure, message).SetArgDisplayNames(name);

    private static WebApplication Build(Action<IServiceCollection> configure)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        configure(builder.Services);
        return builder.Build();
    }

    private static void Add(IServiceCollection services) => services.AddBiginOAuth(options =>
    {
        options.ClientId = Client.Id;
        options.RedirectUri = new Uri(WebHost.RedirectUri);
        options.Scopes.Add(BiginScopes.Org.Read);
    });
}
