using System.Net;
using Bigin.OAuth.AspNetCore;
using Bigin.OAuth.Emulator;
using Bigin.OAuth.Tests.Connections;

namespace Bigin.OAuth.Tests.AspNetCore;

[TestOf(typeof(DifferentOrganizationOutcome))]
public sealed class Organizations_that_cannot_be_read
{
    private static readonly EmulatorFault[] Faults = [EmulatorFault.Status(503), EmulatorFault.Json(403, """{"code":"NO_PERMISSION","status":"error"}""")];

    private static readonly int[] Rows = [0, 1];

    [TestCaseSource(nameof(Rows))]
    public async Task Never_replace_the_connected_one_unasked(int row)
    {
        var outcomes = new RecordedOutcomes();
        await using WebHost host = await WebHost.StartAsync(outcomes.Record, options => options.ForceConsent = true, builder => builder.Services.PassWaits());
        using WebBrowser browser = host.Browse();
        (await browser.ReturnAsync(await host.AcceptAsync(await browser.ConnectAsync(), "three@example.com", "Birch Bicycles"))).Dispose();
        host.Emulator.Faults.Next(EmulatorEndpoint.Api, Faults[row], times: 10);

        using HttpResponseMessage answer = await browser.ReturnAsync(await host.AcceptAsync(await browser.ConnectAsync(), "three@example.com", "Cedar Ceramics"));

        await answer.ShouldBeAsync(HttpStatusCode.Conflict, "organization-unknown");
        outcomes.Last.Should().BeOfType<DifferentOrganizationOutcome>().Which.Picked.Should().BeNull();
        (await host.Connections.FindAsync(WebHost.Key))!.Organization!.Name.Should().Be("Birch Bicycles");
    }
}
