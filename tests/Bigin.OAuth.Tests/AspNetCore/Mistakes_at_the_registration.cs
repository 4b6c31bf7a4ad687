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
        Row("no lifetime", options => options.AttemptLifetime = TimeSpan.Zero, "AttemptLifetime *at most one hour*"),
        Row("a negative lifetime", options => options.AttemptLifetime = TimeSpan.FromTicks(-1), "AttemptLifetime *at most one hour*"),
        Row("a lifetime of more than an hour", options => options.AttemptLifetime = TimeSpan.FromHours(1) + TimeSpan.FromTicks(1), "AttemptLifetime *at most one hour*"),
        Row("the path of the switch for the callback", options => options.CallbackPath = "/bigin/connect/switch", "ConnectPath *are the same*"),
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

    [TestCase(false)]
    [TestCase(true)]
    public async Task Are_client_secrets_that_are_missing_or_empty(bool isEmpty)
    {
        await using WebApplication app = Build(services =>
        {
            services.AddDataProtection().UseEphemeralDataProtectionProvider();
            Add(services);
            services.Configure<BiginOAuthOptions>(options => options.ClientSecret = isEmpty ? "" : null);
        });

        app.Invoking(it => it.MapBiginOAuth(options => options.ConnectionKey = _ => new("key")))
            .Should().Throw<InvalidOperationException>().WithMessage("There is no client secret*Set ClientSecret, or ClientSecrets*");
    }

    [Test]
    public async Task Are_not_secrets_of_data_centers()
    {
        await using WebApplication app = Build(services =>
        {
            services.AddDataProtection().UseEphemeralDataProtectionProvider();
            Add(services);
            services.Configure<BiginOAuthOptions>(options => (options.ClientSecret, options.ClientSecrets["eu"]) = (null, "secret"));
        });

        app.Invoking(it => it.MapBiginOAuth(options => options.ConnectionKey = _ => new("key"))).Should().NotThrow();
    }

    [Test]
    public async Task Are_two_maps_of_one_redirect_uri()
    {
        await using WebApplication app = Build(services =>
        {
            services.AddDataProtection().UseEphemeralDataProtectionProvider();
            Add(services);
        });
        app.MapBiginOAuth(options => options.ConnectionKey = _ => new("key"));

        app.Invoking(it => it.MapBiginOAuth(options => (options.ConnectionKey, options.ConnectPath) = (_ => new("key"), "/other")))
            .Should().Throw<InvalidOperationException>().WithMessage("The path /bigin/callback is mapped already*redirect URI*");
        app.Invoking(it => it.MapGroup("/crm").MapBiginOAuth(options => (options.ConnectionKey, options.ConnectPath) = (_ => new("key"), "/other")))
            .Should().Throw<InvalidOperationException>().WithMessage("The path /bigin/callback is mapped already*");
        app.Invoking(it => it.MapBiginOAuth(options => (options.ConnectionKey, options.CallbackPath) = (_ => new("key"), "/other")))
            .Should().Throw<InvalidOperationException>().WithMessage("The path /bigin/connect is mapped already*ConnectPath*");
    }

    // Bigin sends every browser to the one redirect URI, so only one of the two callbacks would ever be asked.
    [TestCase("")]
    [TestCase("/crm")]
    public async Task Are_two_maps_of_one_redirect_uri_though_their_paths_differ(string prefix)
    {
        await using WebApplication app = Build(services =>
        {
            services.AddDataProtection().UseEphemeralDataProtectionProvider();
            Add(services);
        });
        app.MapBiginOAuth(options => options.ConnectionKey = _ => new("key"));

        app.Invoking(it => it.MapGroup(prefix).MapBiginOAuth(options => (options.ConnectionKey, options.ConnectPath, options.CallbackPath) = (_ => new("key"), "/a", "/b")))
            .Should().Throw<InvalidOperationException>().WithMessage("The redirect URI is mapped already.*once for each redirect URI*ConfigureLink*");
    }

    [TestCase("/bigin/callback", "/b")]
    [TestCase("/a", "/bigin/connect")]
    [TestCase("/a", "/BIGIN/connect/switch/")]
    [TestCase("/bigin/connect/switch", "/b")]
    public async Task Are_paths_of_another_map(string connectPath, string callbackPath)
    {
        await using WebApplication app = Build(services =>
        {
            services.AddDataProtection().UseEphemeralDataProtectionProvider();
            Add(services);
        });
        app.MapBiginOAuth(options => options.ConnectionKey = _ => new("key"));

        app.Invoking(it => it.MapBiginOAuth(options => (options.ConnectionKey, options.ConfigureLink, options.ConnectPath, options.CallbackPath) =
            (_ => new("key"), (_, links) => new(links), connectPath, callbackPath))).Should().Throw<InvalidOperationException>().WithMessage("The path * is mapped already*");
    }

    [Test]
    public async Task Are_not_maps_of_two_redirect_uris()
    {
        await using WebApplication app = Build(services =>
        {
            services.AddDataProtection().UseEphemeralDataProtectionProvider();
            Add(services);
        });
        app.MapBiginOAuth(options => options.ConnectionKey = _ => new("key"));

        app.Invoking(it => it.MapGroup("/other").MapBiginOAuth(options => (options.ConnectionKey, options.ConfigureLink) =
            (_ => new("key"), (_, links) => new(links.WithRedirectUri(new Uri("https://other.example.com/other/bigin/callback")))))).Should().NotThrow();
        app.Invoking(it => it.MapBiginOAuth(options => (options.ConnectionKey, options.ConnectPath, options.CallbackPath, options.ConfigureLink) =
            (_ => new("key"), "/a", "/b", (_, links) => new(links.WithRedirectUri(new Uri("https://third.example.com/b")))))).Should().NotThrow();
    }

    [Test]
    public async Task Include_arguments_that_are_null()
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
        options.ClientSecret = Client.Secret;
        options.RedirectUri = new Uri(WebHost.RedirectUri);
        options.Scopes.Add(BiginScopes.Org.Read);
    });
}
