using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Bigin.OAuth.Interactive;

/// <summary>Listens, shows the link, and waits for the answer.</summary>
internal sealed class InteractiveFlow
{
    private readonly BiginInteractiveOptions _options;
    private readonly AuthorizationUrlBuilder _links;
    private readonly RedirectResponseParser _parser;
    private readonly TimeProvider _clock;
    private readonly ILogger _logger;
    private readonly LoopbackEndpoint[] _endpoints;
    private readonly PageWriter _pages;

    public InteractiveFlow(
        IOptions<BiginInteractiveOptions> options,
        IOptions<BiginOAuthOptions> client,
        AuthorizationUrlBuilder links,
        RedirectResponseParser parser,
        [FromKeyedServices(BiginOAuthDefaults.TimeProviderKey)] TimeProvider clock,
        ILogger<BiginInteractiveConnector> logger)
    {
        (_options, _links, _parser, _clock, _logger) = (options.Value, links, parser, clock, logger);
        _endpoints = [.. _options.RedirectUris.Prepend(client.Value.RedirectUri!).Distinct().Select(uri => new LoopbackEndpoint(uri))];
        _pages = new PageWriter(_options.Page, logger);
    }

    /// <summary>Asks the person. What is returned still listens where a browser waits for the last page.</summary>
    internal async Task<InteractiveAttempt> AskAsync(bool forceConsent, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var failures = new List<(LoopbackEndpoint Endpoint, ListenFailure Reason)>();
        foreach (LoopbackEndpoint endpoint in _endpoints)
        {
            // Before the link is shown: the browser may come back at once.
            Socket[] sockets = LoopbackSockets.TryListen(endpoint.Port, out ListenFailure failure);
            if (sockets.Length > 0)
            {
                InteractiveLog.Listening(_logger, endpoint.RedirectUri, sockets.Length);
                return await AskAsync(endpoint, sockets, forceConsent, cancellationToken).ConfigureAwait(false);
            }

            InteractiveLog.CannotListen(_logger, endpoint.RedirectUri, failure);
            failures.Add((endpoint, failure));
        }

        return new InteractiveAttempt(new CannotListen(failures[0].Reason, ListenFailureText.Describe(failures)));
    }

    private async Task<InteractiveAttempt> AskAsync(
        LoopbackEndpoint endpoint, Socket[] sockets, bool forceConsent, CancellationToken cancellationToken)
    {
        AuthorizationUrlBuilder links = _links.WithRedirectUri(endpoint.RedirectUri);
        AuthorizationRequest request = (forceConsent ? links.WithForcedConsent() : links).Build();
        var desk = new AnswerDesk(_parser, request.Pending, endpoint, _pages, _logger);
        var wait = new OpenWait(desk, new LoopbackListener(sockets, endpoint, desk.RespondAsync, _clock), _clock);
        try
        {
            Task<RedirectResponse> answer = desk.Answer.WaitAsync(_options.Timeout, _clock, cancellationToken);
            wait.Present(token => new Presenter(_options, _logger).PresentAsync(request.Url, desk, token));
            return new InteractiveAttempt(await DescribeAsync(answer, desk).ConfigureAwait(false), wait);
        }
        catch
        {
            await wait.DisposeAsync().ConfigureAwait(false);
            throw;
        }
        finally
        {
            await wait.EndPromptAsync().ConfigureAwait(false);
        }
    }

    private async Task<InteractiveAuthorization> DescribeAsync(Task<RedirectResponse> answer, AnswerDesk desk)
    {
        try
        {
            return new Answered(await answer.ConfigureAwait(false));
        }
        catch (TimeoutException) when (!desk.Answer.IsFaulted)
        {
            InteractiveLog.WaitTimedOut(_logger, _options.Timeout);
            return new TimedOut(_options.Timeout);
        }
    }
}
