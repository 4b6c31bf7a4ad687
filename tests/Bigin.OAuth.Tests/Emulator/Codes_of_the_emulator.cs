using Bigin.OAuth.Emulator;

namespace Bigin.OAuth.Tests.Emulator;

[TestOf(typeof(BiginEmulator))]
public sealed class Codes_of_the_emulator
{
    [Test]
    public async Task Run_out_after_ten_in_ten_minutes()
    {
        await using Host host = await Host.StartAsync();
        host.Emulator.Clock.Stop();
        for (int i = 0; i < 10; i++)
        {
            await host.Emulator.AcceptAsync(host.Links.Build().Url, "one@example.com");
            host.Emulator.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        Func<Task<Uri>> eleventh = () => host.Emulator.AcceptAsync(host.Links.Build().Url, "europe@example.com");

        await eleventh.Should().ThrowAsync<InvalidOperationException>().WithMessage("*Maximum request limit reached*");
        host.Emulator.Clock.Advance(TimeSpan.FromSeconds(589));
        await eleventh.Should().ThrowAsync<InvalidOperationException>("the first code is 9:59 old");
        host.Emulator.Clock.Advance(TimeSpan.FromSeconds(1));
        (await eleventh()).OriginalString.Should().Contain("code=1000.");
    }

    [Test]
    public async Task Run_out_when_the_settings_say()
    {
        await using Host host = await Host.StartAsync(options => options.CodesPerTenMinutes = 1);
        await host.Emulator.AcceptAsync(host.Links.Build().Url, "one@example.com");

        Func<Task> second = () => host.Emulator.AcceptAsync(host.Links.Build().Url, "one@example.com");

        await second.Should().ThrowAsync<InvalidOperationException>();
    }
}
