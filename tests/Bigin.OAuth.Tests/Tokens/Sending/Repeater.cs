using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http;
using Microsoft.Extensions.Http.Resilience;
using Polly;

namespace Bigin.OAuth.Tests.Tokens.Sending;

/// <summary>A handler of Microsoft.Extensions.Http.Resilience that sends a request again, and where a host adds it.</summary>
internal static class Repeater
{
    /// <summary>The time after which a resilience handler gives up an attempt and makes another.</summary>
    internal static readonly TimeSpan AttemptTimeout = TimeSpan.FromSeconds(1);

    internal static IEnumerable<Place> Places => Enum.GetValues<Place>();

    /// <summary>Makes a host with the handler, whose time is the test's, and counts what it sends.</summary>
    internal static TokenHost Host(Uri accountsServer, Kind kind, Place place, CountedAttempts attempts, TimeProvider time) => new(
        accountsServer,
        before: services =>
        {
            services.AddSingleton(time);
            if (place is Place.DefaultsBefore)
            {
                services.ConfigureHttpClientDefaults(client => Add(client, kind));
            }
        },
        build: builder =>
        {
            switch (place)
            {
                case Place.PostConfigureAfter:
                    PostConfigure(builder.Services, attempts, time);
                    return;
                case Place.FilterOfTheFactory:
                    builder.Services.AddSingleton<IHttpMessageHandlerBuilderFilter>(new RetryingFilter(attempts, time));
                    return;
                case Place.TokenHttpClientByItsName:
                    Add(builder.Services.AddHttpClient("Bigin.OAuth.Tokens"), kind);
                    break;
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

    /// <summary>Says whether a handler of this kind can be added there: the one for hedging is made by its extension method only.</summary>
    internal static bool Fits(Kind kind, Place place) => kind is Kind.Resilience || place is not (Place.PostConfigureAfter or Place.FilterOfTheFactory);

    private static void PostConfigure(IServiceCollection services, CountedAttempts attempts, TimeProvider time) =>
        services.PostConfigure<HttpClientFactoryOptions>("Bigin.OAuth.Tokens", options =>
            options.HttpMessageHandlerBuilderActions.Add(handlers => Append(handlers, attempts, time)));

    private static void Append(HttpMessageHandlerBuilder handlers, CountedAttempts attempts, TimeProvider time)
    {
        handlers.AdditionalHandlers.Add(new ResilienceHandler(new ResiliencePipelineBuilder<HttpResponseMessage> { TimeProvider = time }
            .AddRetry(new HttpRetryStrategyOptions { MaxRetryAttempts = 2, Delay = TimeSpan.Zero, BackoffType = DelayBackoffType.Constant })
            .AddTimeout(AttemptTimeout)
            .Build()));
        handlers.AdditionalHandlers.Add(attempts.Handler());
    }

    private static void Add(IHttpClientBuilder client, Kind kind)
    {
        if (kind is Kind.Resilience)
        {
            client.AddStandardResilienceHandler(options =>
            {
                (options.Retry.MaxRetryAttempts, options.Retry.Delay, options.Retry.BackoffType) = (2, TimeSpan.Zero, DelayBackoffType.Constant);
                options.AttemptTimeout.Timeout = AttemptTimeout;
            });
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
        TokenHttpClientByItsName,
        PostConfigureAfter,
        FilterOfTheFactory,
    }

    /// <summary>Appends below everything that was configured, as the logging of the factory does.</summary>
    private sealed class RetryingFilter(CountedAttempts attempts, TimeProvider time) : IHttpMessageHandlerBuilderFilter
    {
        public Action<HttpMessageHandlerBuilder> Configure(Action<HttpMessageHandlerBuilder> next) => handlers =>
        {
            next(handlers);
            if (handlers.Name == "Bigin.OAuth.Tokens")
            {
                Append(handlers, attempts, time);
            }
        };
    }
}
