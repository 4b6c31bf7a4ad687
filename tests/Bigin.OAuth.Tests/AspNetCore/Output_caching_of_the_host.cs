using Bigin.OAuth.AspNetCore;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.OutputCaching;
using Microsoft.Extensions.DependencyInjection;

namespace Bigin.OAuth.Tests.AspNetCore;

[TestOf(typeof(BiginOAuthEndpointRouteBuilderExtensions))]
public sealed class Output_caching_of_the_host
{
    private static readonly Action<IEndpointConventionBuilder>[] Conventions =
    [
        _ => { },
        endpoints => endpoints.CacheOutput(),
        endpoints => endpoints.WithMetadata(new OutputCacheAttribute { Duration = 3600 }),
    ];

    private static readonly int[] Rows = [0, 1, 2];

    [TestCaseSource(nameof(Rows))]
    public async Task Never_gives_one_person_the_page_of_another(int row)
    {
        await using WebHost host = await WebHost.StartAsync(
            options => options.Respond = (context, outcome) => context.Response.WriteAsync($"{outcome.GetType().Name} {outcome.Key}"),
            configureBuilder: builder => builder.Services.AddOutputCache(options => options.AddBasePolicy(policy => policy.AddPolicy<CacheEverything>(), excludeDefaultPolicy: true)),
            configureApp: app => app.UseOutputCache(),
            conventions: Conventions[row]);
        host.App.MapGet("/cached", () => Guid.NewGuid().ToString());
        using WebBrowser browser = host.Browse();
        using WebBrowser stranger = host.Browse(user: null);
        Uri redirect = await host.AcceptAsync(await browser.ConnectAsync());

        using HttpResponseMessage answer = await browser.ReturnAsync(redirect);
        using HttpResponseMessage other = await stranger.ReturnAsync(redirect);

        (await answer.Content.ReadAsStringAsync()).Should().Be($"{nameof(ConnectedOutcome)} {WebHost.Key}");
        (await other.Content.ReadAsStringAsync()).Should().Be($"{nameof(AttemptRejectedOutcome)} ");
        (await (await stranger.GetAsync("/cached")).Content.ReadAsStringAsync()).Should()
            .Be(await (await stranger.GetAsync("/cached")).Content.ReadAsStringAsync(), "the host does cache");
    }

    /// <summary>Caches all that it may, signed in or not.</summary>
    public sealed class CacheEverything : IOutputCachePolicy
    {
        /// <inheritdoc/>
        public ValueTask CacheRequestAsync(OutputCacheContext context, CancellationToken cancellation)
        {
            (context.EnableOutputCaching, context.AllowCacheLookup, context.AllowCacheStorage, context.AllowLocking) = (true, true, true, true);
            context.ResponseExpirationTimeSpan = TimeSpan.FromHours(1);
            return ValueTask.CompletedTask;
        }

        /// <inheritdoc/>
        public ValueTask ServeFromCacheAsync(OutputCacheContext context, CancellationToken cancellation) => ValueTask.CompletedTask;

        /// <inheritdoc/>
        public ValueTask ServeResponseAsync(OutputCacheContext context, CancellationToken cancellation) => ValueTask.CompletedTask;
    }
}
