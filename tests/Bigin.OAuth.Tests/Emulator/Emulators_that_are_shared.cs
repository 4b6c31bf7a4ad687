using System.Net;
using Bigin.OAuth.Emulator;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Bigin.OAuth.Tests.Emulator;

[TestOf(typeof(BiginOAuthBuilderEmulatorExtensions))]
public sealed class Emulators_that_are_shared
{
    [Test]
    public async Task Give_a_host_that_knows_only_their_address_client_and_data_centers()
    {
        await using BiginEmulator emulator = await BiginEmulator.StartAsync(options => options.ClientSecrets["eu"] = "own");
        await using ServiceProvider services = CreateHost(emulator.DataCenters[3].AccountsServer);

        BiginOAuthOptions options = services.GetRequiredService<IOptions<BiginOAuthOptions>>().Value;
        BiginConnection connection = await emulator.ConnectAsync(services, "tenant-42", user: "europe@example.com");

        options.ClientId.Should().Be(emulator.ClientId);
        options.ClientSecrets.Should().Equal(new Dictionary<string, string> { ["eu"] = "own" });
        options.DataCenters.Select(x => x.AccountsServer).Should().Equal(emulator.DataCenters.Select(x => x.AccountsServer));
        connection.Organization!.Name.Should().Be("Dogwood Design");
    }

    [Test]
    public async Task Serve_two_hosts_of_which_one_uses_what_the_other_connected()
    {
        await using BiginEmulator emulator = await BiginEmulator.StartAsync();
        emulator.Clock.Stop(); // the organization tells when its trial ends, counted from now
        await using ServiceProvider web = CreateHost(emulator.DataCenters[0].AccountsServer);
        await using ServiceProvider worker = CreateHost(emulator.DataCenters[1].AccountsServer, web.GetRequiredService<IBiginConnectionStore>());

        await emulator.ConnectAsync(web, "tenant-42", "three@example.com", "Birch Bicycles");
        using HttpClient ofWorker = worker.GetRequiredService<BiginConnections>().CreateClient("tenant-42");
        string org = await ofWorker.GetStringAsync("org");
        emulator.ExpireAccessTokens();
        using HttpClient ofWeb = web.GetRequiredService<BiginConnections>().CreateClient("tenant-42");

        org.Should().Contain("Birch Bicycles");
        (await ofWeb.GetStringAsync("org")).Should().Be(org);
    }

    [Test]
    public async Task Fail_the_start_with_a_sentence_where_none_responds()
    {
        using var silent = new SilentAddress();
        await using ServiceProvider services = CreateHost(silent.Address);
        Action read = () => _ = services.GetRequiredService<IOptions<BiginOAuthOptions>>().Value;

        read.Should().Throw<InvalidOperationException>().WithMessage($"No Bigin emulator responds at {silent.Address}emulator.*bigin-emulator*");
    }

    [TestCase("/emulator")]
    [TestCase("ftp://127.0.0.1")]
    public void Have_an_absolute_address(string address)
    {
        Action use = () => new ServiceCollection().AddBiginOAuth(_ => { }).UseEmulator(new Uri(address, UriKind.RelativeOrAbsolute));

        use.Should().Throw<ArgumentException>();
    }

    [TestCase("one@example.com", null, "Acorn Books")]
    [TestCase("three@example.com", "Birch Bicycles", "Birch Bicycles")]
    [TestCase("china@example.com", null, "Elm Electronics")]
    public async Task Connect_a_tenant_in_one_line(string user, string? organization, string expected)
    {
        await using BiginEmulator emulator = await BiginEmulator.StartAsync();
        await using ServiceProvider services = CreateHost(emulator);

        BiginConnection connected = await emulator.ConnectAsync(services, "tenant-42", user, organization);
        BiginConnection again = await emulator.ConnectAsync(services, "tenant-42", user, organization);

        (connected.Organization!.Name, again.Key).Should().Be((expected, "tenant-42"));
        using HttpClient bigin = services.GetRequiredService<BiginConnections>().CreateClient("tenant-42");
        (await bigin.GetStringAsync("org")).Should().Contain(expected);
    }

    [Test]
    public async Task Say_why_a_tenant_could_not_be_connected()
    {
        await using BiginEmulator emulator = await BiginEmulator.StartAsync();
        await using ServiceProvider services = CreateHost(emulator);

        Func<Task> noOrganization = () => emulator.ConnectAsync(services, "tenant-42", "none@example.com");
        Func<Task> unknown = () => emulator.ConnectAsync(services, "tenant-42", "nobody@example.com");
        emulator.Faults.Next(EmulatorEndpoint.Token, EmulatorFault.Error("invalid_client"));
        Func<Task> fault = () => emulator.ConnectAsync(services, "tenant-42", "one@example.com");

        await noOrganization.Should().ThrowAsync<InvalidOperationException>().WithMessage("*IsNoOrganization = True*");
        await unknown.Should().ThrowAsync<ArgumentException>().WithMessage("*one@example.com*");
        await fault.Should().ThrowAsync<InvalidOperationException>().WithMessage("*tenant-42*");
    }

    [Test]
    public async Task Let_in_other_machines_only_with_a_setting_and_keep_the_control_interface_closed_then()
    {
        await using Host host = await Host.StartAsync(options => (options.ListenOn, options.PublicHost) = ("0.0.0.0", "emulator"));
        Uri server = host.Emulator.DataCenters[0].AccountsServer;
        using var visitor = new Visitor();

        server.Host.Should().Be("emulator");
        (await GetAsync("/", "emulator")).StatusCode.Should().Be(HttpStatusCode.OK);
        (await GetAsync("/", "EMULATOR")).StatusCode.Should().Be(HttpStatusCode.OK);
        (await GetAsync("/", "another")).StatusCode.Should().Be(HttpStatusCode.MisdirectedRequest);
        (await GetAsync("/emulator", "emulator")).StatusCode.Should().Be(HttpStatusCode.OK);
        HttpResponseMessage control = await GetAsync("/emulator/clock", "emulator");
        control.StatusCode.Should().Be(HttpStatusCode.Forbidden);
        (await control.Content.ReadAsStringAsync()).Should().Contain("ListenOn").And.Contain("ControlInterface");
        (await (await GetAsync("/", "emulator")).Content.ReadAsStringAsync()).Should().Contain("open to other machines");
        (await host.Emulator.AcceptAsync(new Uri(
            server, $"/oauth/v2/auth?response_type=code&scope={BiginScopes.Org.Read}&client_id={host.Emulator.ClientId}&redirect_uri=http%3A%2F%2Flocalhost%3A5999%2Fcallback"),
            "one@example.com")).Query.Should().Contain("accounts-server=http%3A%2F%2Femulator%3A");

        async Task<HttpResponseMessage> GetAsync(string path, string name)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri($"http://127.0.0.1:{server.Port}{path}"));
            request.Headers.Host = name;
            return await visitor.Http.SendAsync(request);
        }
    }

    [TestCase("0.0.0.0", true, HttpStatusCode.OK)]
    [TestCase("127.0.0.1", false, HttpStatusCode.Forbidden)]
    [TestCase("127.0.0.1", null, HttpStatusCode.OK)]
    public async Task Have_a_control_interface_where_the_setting_says_so(string listenOn, bool? isOpen, HttpStatusCode expected)
    {
        await using BiginEmulator emulator = await BiginEmulator.StartAsync(options => (options.ListenOn, options.ControlInterface) = (listenOn, isOpen));
        using var visitor = new Visitor();

        (await visitor.Http.GetAsync(new Uri($"http://127.0.0.1:{emulator.DataCenters[0].AccountsServer.Port}/emulator/clock"))).StatusCode.Should().Be(expected);
    }

    [TestCase("here", null)]
    [TestCase("127.0.0.1", "http://emulator")]
    [TestCase("127.0.0.1", "emulator:9410")]
    [TestCase("127.0.0.1", "")]
    public async Task Listen_on_an_IP_address_under_a_host_name(string listenOn, string? publicHost)
    {
        Func<Task> start = () => BiginEmulator.StartAsync(options => (options.ListenOn, options.PublicHost) = (listenOn, publicHost));

        await start.Should().ThrowAsync<ArgumentException>().WithMessage(publicHost is null ? "ListenOn*" : "PublicHost*");
    }

    private static ServiceProvider CreateHost(Uri emulator, IBiginConnectionStore? store = null)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        if (store is not null)
        {
            services.AddSingleton(store);
        }

        services.AddBiginOAuth(Configure).UseEmulator(emulator);
        return services.BuildServiceProvider();
    }

    private static ServiceProvider CreateHost(BiginEmulator emulator)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddBiginOAuth(Configure).UseEmulator(emulator);
        return services.BuildServiceProvider();
    }

    private static void Configure(BiginOAuthOptions options)
    {
        options.RedirectUri = new Uri(Host.RedirectUri);
        options.Scopes.Add(BiginScopes.Org.Read);
    }
}
