using System.Reflection;
using Bigin.OAuth.Emulator;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Bigin.OAuth.Tests.Emulator;

[TestOf(typeof(BiginEmulator))]
public sealed class Programs_around_the_emulator
{
    // The framework's lifetime registers for Ctrl+C and SIGTERM and cancels them, so that a program without a host of its own would go on for ever.
    [Test]
    public async Task Still_end_on_a_signal()
    {
        await using BiginEmulator emulator = await BiginEmulator.StartAsync();

        WebApplication[] apps = [.. typeof(BiginEmulator).GetFields(BindingFlags.NonPublic | BindingFlags.Instance).Select(field => field.GetValue(emulator)).OfType<WebApplication>()];

        apps.Should().ContainSingle().Which.Services.GetRequiredService<IHostLifetime>().GetType().Assembly.Should().BeSameAs(typeof(BiginEmulator).Assembly);
    }
}
