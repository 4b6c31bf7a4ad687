using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http.Resilience;
using Polly;

namespace Bigin.OAuth.Tests.Tokens;

/// <summary>A handler of Microsoft.Extensions.Http.Resilience that sends a request again, and where a host adds it.</summary>
internal static class Repeater
{
    internal static IEnumerable<Place> Places => Enum.GetValues<Place>();

    /// <summary>Makes a host with the handler, and counts what it sends.</summary>
    internal static TokenHost Host(Uri accountsServer, Kind kind, Place place, CountedAttempts attempts) => new(
        accountsServer,
        before: services =>
        {
            if (place is Place.DefaultsBefore)
            {
                services.ConfigureHttpClientDefaults(client => Add(client, kind));
            }
        },
        build: builder =>
        {
            switch (place)
            {
                case Place.DefaultsAfter:
                    builder.Services.ConfigureHttpClientDefaults(client => Add(client, kind));
                    break;
                case Place.TokenHttpClient:
                    Add(builder.TokenHttpClient, kind);
                    break;
                case Place.TokenHttpClientBeforeASecondRegistration:
                    Add(builder.TokenHttpClient, kind);
                    builder.Services.AddBiginOAuth(_ => { });
                    break;
            }

            builder.TokenHttpClient.AddHttpMessageHandler(attempts.Handler);
        });

    private static void Add(IHttpClientBuilder client, Kind kind)
    {
        if (kind is Kind.Resilience)
        {
            client.AddStandardResilienceHandler(options =>
                (options.Retry.MaxRetryAttempts, options.Retry.Delay, options.Retry.BackoffType) = (2, TimeSpan.Zero, DelayBackoffType.Constant));
        }
        else
        {
            client.AddStandardHedgingHandler().Configure(options =>
                (options.Hedging.MaxHedgedAttempts, options.Hedging.Delay) = (2, TimeSpan.FromMilliseconds(1)));
        }
    }

    internal enum Kind
    {
        Resilience,
        Hedging,
    }

    internal enum Place
    {
        DefaultsBefore,
        DefaultsAfter,
        TokenHttpClient,
        TokenHttpClientBeforeASecondRegistration,
    }
}
