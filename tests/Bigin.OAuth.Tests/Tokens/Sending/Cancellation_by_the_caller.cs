using Microsoft.Extensions.DependencyInjection;

namespace Bigin.OAuth.Tests.Tokens.Sending;

[TestOf(typeof(BiginTokenClient))]
public sealed class Cancellation_by_the_caller
{
    private static readonly Dictionary<string, RawAnswer> Stopped = new()
    {
        ["before the headers"] = RawAnswer.Silence,
        ["in the headers"] = RawAnswer.HalfAHead,
        ["before the body"] = RawAnswer.Tokens.StopAfter(0),
        ["in the body"] = RawAnswer.Tokens.StopAfter(40),
    };

    private static IEnumerable<string> Moments => Stopped.Keys;

    [Test]
    public async Task Throws_while_an_answer_is_awaited([Values] TokenRequest request, [ValueSource(nameof(Moments))] string moment)
    {
        using var caller = new CancellationTokenSource();
        await using RawServer server = RawServer.Start(Stopped[moment], RawAnswer.Tokens);
        await using var host = new TokenHost(server.Address, build: builder => builder.TokenHttpClient.CancelWhereItStops(server, Stopped[moment], caller));

        await host.Awaiting(x => x.SendAsync(request, caller.Token)).Should().ThrowAsync<OperationCanceledException>();

        server.Requests.Should().ContainSingle();
        TokenResponse next = await host.SendAsync(request);
        if (request is TokenRequest.Exchange)
        {
            next.Should().BeOfType<TokenError>().Which.Kind.Should().Be(TokenErrorKind.CodeAlreadyUsed, "the code has gone out");
        }
        else
        {
            next.Should().BeOfType<BiginTokens>();
        }
    }

    [Test]
    public async Task Throws_before_anything_is_sent_and_leaves_the_code_usable([Values] TokenRequest request)
    {
        await using RawServer server = RawServer.Start(RawAnswer.Tokens);
        await using var host = new TokenHost(server.Address);

        await host.Awaiting(x => x.SendAsync(request, new CancellationToken(true))).Should().ThrowAsync<OperationCanceledException>();

        server.Connections.Should().Be(0);
        (await host.SendAsync(request)).Should().BeOfType<BiginTokens>();
    }

    [Test]
    public async Task Throws_while_a_connection_is_made_and_leaves_the_code_usable([Values] TokenRequest request)
    {
        using var caller = new CancellationTokenSource();
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using RawServer server = RawServer.Start(RawAnswer.Tokens);
        await using var host = new TokenHost(server.Address, build: builder => builder.TokenHttpClient.UseSocketsHttpHandler((handler, _) => handler.PlaintextStreamFilter = async (context, cancellationToken) =>
        {
            if (!caller.IsCancellationRequested)
            {
                await caller.CancelAsync();
                await ended.Task.WaitAsync(cancellationToken); // the pool goes on connecting, for the next request
            }

            return context.PlaintextStream;
        }));

        await host.Awaiting(x => x.SendAsync(request, caller.Token)).Should().ThrowAsync<OperationCanceledException>();

        server.Requests.Should().BeEmpty();
        ended.SetResult();
        (await host.SendAsync(request)).Should().BeOfType<BiginTokens>();
    }
}
