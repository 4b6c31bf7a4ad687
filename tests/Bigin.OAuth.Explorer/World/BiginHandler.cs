using System.Net.Http.Headers;
using Bigin.OAuth.Explorer.Checks;
using Bigin.OAuth.Explorer.Scheduling;

namespace Bigin.OAuth.Explorer.World;

/// <summary>Gives one server its way to Bigin. Each request is a step.</summary>
internal sealed class BiginHandler(Stage stage, Server server) : HttpMessageHandler
{
    private FakeBigin Bigin => server.Scene.Bigin;

    private Ledger Ledger => server.Scene.Ledger;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        string path = request.RequestUri!.AbsolutePath;
        if (path is "/oauth/v2/token" or "/oauth/v2/token/revoke")
        {
            string body = await request.Content!.ReadAsStringAsync(cancellationToken); // it is in memory
            return path is "/oauth/v2/token/revoke" ? await RevokeAsync(Parameter(body, "token"))
                : Parameter(body, "grant_type") is "authorization_code" ? await ExchangeAsync(Parameter(body, "code"))
                : await RefreshAsync(Parameter(body, "refresh_token"));
        }

        AuthenticationHeaderValue? header = request.Headers.Authorization;
        IssuedAccessToken? token = Bigin.FindAccessToken(header?.Parameter);
        if (path is "/bigin/v2/org")
        {
            return await StepAsync(StepKind.ReadOrganization, token?.Value, () => Bigin.ReadOrganization(token));
        }

        RequestCheck.CheckApiRequest(server, token);
        return await StepAsync(StepKind.CallApi, token?.Value, () => Bigin.CallApi(token));
    }

    private Task<HttpResponseMessage> ExchangeAsync(string code) =>
        StepAsync(
            StepKind.Exchange,
            code,
            () => Bigin.Exchange(code),
            lost: () => Ledger.Grants.FindLast(grant => !grant.IsHeld)!.IsLostOnTheWay = true);

    private Task<HttpResponseMessage> RefreshAsync(string token)
    {
        Grant? grant = Ledger.FindGrant(token);
        RequestCheck.CheckRefresh(server, grant);
        return StepAsync(StepKind.Refresh, grant?.Name, () => Bigin.Refresh(grant));
    }

    private Task<HttpResponseMessage> RevokeAsync(string token)
    {
        Grant? grant = Ledger.FindGrant(token);
        return StepAsync(
            StepKind.Revoke,
            grant?.Name,
            () =>
            {
                RequestCheck.CheckRevocation(server, grant);
                return FakeBigin.Revoke(grant);
            },
            failed: () => grant!.HasRevocationFailed = true);
    }

    private Task<HttpResponseMessage> StepAsync(
        StepKind kind, object? detail, Func<HttpResponseMessage> effect, Action? failed = null, Action? lost = null)
    {
        var completion = new TaskCompletionSource<HttpResponseMessage>();
        if (server.IsGone)
        {
            return completion.Task;
        }

        stage.Park(new Step(server.Index, kind, detail, fault =>
        {
            if (fault is StepFault.Fails)
            {
                server.BiginFaults++;
                failed?.Invoke();
                completion.TrySetResult(FakeBigin.Unavailable());
                return;
            }

            HttpResponseMessage response = effect();
            if (fault is StepFault.AnswerLost)
            {
                server.BiginFaults++;
                failed?.Invoke();
                lost?.Invoke();
                completion.TrySetException(new HttpRequestException(HttpRequestError.ResponseEnded, "The response ended prematurely."));
                return;
            }

            completion.TrySetResult(response);
        }));
        return completion.Task;
    }

    private static string Parameter(string form, string name)
    {
        foreach (string pair in form.Split('&'))
        {
            if (pair.StartsWith(name, StringComparison.Ordinal) && pair.Length > name.Length && pair[name.Length] == '=')
            {
                return Uri.UnescapeDataString(pair[(name.Length + 1)..]);
            }
        }

        return "";
    }
}
