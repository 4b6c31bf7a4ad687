using System.Net;
using Bigin.OAuth.AspNetCore;
using Microsoft.AspNetCore.Builder;

namespace Bigin.OAuth.Tests.AspNetCore;

/// <summary>A web application and the browser of a user who has several organizations, and picks another one for a key.</summary>
internal sealed class OrganizationSwitchHost(WebHost host, RecordedOutcomes outcomes) : IAsyncDisposable
{
    internal const string User = "three@example.com";

    internal WebHost Host { get; } = host;

    internal WebBrowser Browser { get; } = host.Browse();

    internal static async Task<OrganizationSwitchHost> StartAsync(Action<BiginOAuthEndpointOptions>? configure = null, string redirectUri = WebHost.RedirectUri, string prefix = "", Action<WebApplication>? configureApp = null)
    {
        var outcomes = new RecordedOutcomes();
        WebHost host = await WebHost.StartAsync(
            options =>
            {
                outcomes.Record(options);
                configure?.Invoke(options);
            },
            options => (options.ForceConsent, options.RedirectUri) = (true, new Uri(redirectUri)),
            configureApp: configureApp,
            prefix: prefix);
        return new OrganizationSwitchHost(host, outcomes);
    }

    /// <summary>Connects Acorn Books, then consents for Birch Bicycles.</summary>
    internal async Task<OrganizationSwitchForm> PickAnotherAsync(string connectPath = "/bigin/connect")
    {
        (await Browser.ReturnAsync(await Host.AcceptAsync(await Browser.ConnectAsync(connectPath), User, "Acorn Books"))).Dispose();
        using HttpResponseMessage answer = await Browser.ReturnAsync(
            await Host.AcceptAsync(await Browser.ConnectAsync($"{connectPath}?returnUrl=/settings"), User, "Birch Bicycles"));
        await answer.ShouldBeAsync(HttpStatusCode.Conflict, "different-organization");
        DifferentOrganizationOutcome outcome = outcomes.Last.Should().BeOfType<DifferentOrganizationOutcome>().Subject;
        (outcome.Current.Organization!.Name, outcome.Picked!.Name).Should().Be(("Acorn Books", "Birch Bicycles"));
        return outcome.SwitchForm;
    }

    /// <summary>Moves the key in another browser, whose user is asked too.</summary>
    internal async Task MoveAsync(string organization)
    {
        using WebBrowser other = Host.Browse();
        using HttpResponseMessage asked = await other.ReturnAsync(await Host.AcceptAsync(await other.ConnectAsync(), User, organization));
        OrganizationSwitchForm form = ((DifferentOrganizationOutcome)outcomes.Last!).SwitchForm;
        using HttpResponseMessage started = await other.PostAsync(
            form.Action, "application/x-www-form-urlencoded", $"{form.FieldName}={Uri.EscapeDataString(form.FieldValue)}");
        (await other.ReturnAsync(await Host.AcceptAsync(started.Headers.Location!, User, organization))).Dispose();
        (await OrganizationAsync()).Should().Be(organization);
    }

    internal Task<HttpResponseMessage> PostAsync(string path, (string Name, string Value) field, params (string Name, string Value)[] headers) =>
        Browser.PostAsync(path, "application/x-www-form-urlencoded", $"{field.Name}={Uri.EscapeDataString(field.Value)}", headers);

    internal async Task<string> OrganizationAsync() => (await Host.Connections.FindAsync(WebHost.Key))!.Organization!.Name!;

    public async ValueTask DisposeAsync()
    {
        Browser.Dispose();
        await Host.DisposeAsync();
    }
}
