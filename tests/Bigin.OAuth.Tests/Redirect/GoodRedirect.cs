namespace Bigin.OAuth.Tests.Redirect;

/// <summary>The redirect of an accepted request, and what becomes of it when parameters are replaced, added or taken away.</summary>
internal static class GoodRedirect
{
    internal const string Code = "1000.aa75abd2cd57603af9cd152be0a4a724.681a79ac0ad10a7c66713be8dbbe8541";

    internal const string State = "Zr8Vd1yqk0bH3m-J5n_7sXcU2wEoTgLpAiFhRvQ9BxM";

    internal const string AccountsServer = "https%3A%2F%2Faccounts.zoho.com";

    internal const string Query = $"code={Code}&state={State}&location=us&accounts-server={AccountsServer}";

    internal static readonly PendingAuthorization Pending = Client.Builder().WithState(State).Build().Pending;

    /// <summary>Writes the query with other values, which are already encoded; null takes the parameter away.</summary>
    internal static string With(params (string Name, string? Value)[] changes)
    {
        List<(string Name, string? Value)> parameters =
            [("code", Code), ("state", State), ("location", "us"), ("accounts-server", AccountsServer)];
        foreach (var change in changes)
        {
            int index = parameters.FindIndex(parameter => parameter.Name == change.Name);
            if (index < 0)
            {
                parameters.Add(change);
            }
            else
            {
                parameters[index] = change;
            }
        }

        return string.Join('&', parameters.Where(parameter => parameter.Value is not null).Select(parameter => $"{parameter.Name}={parameter.Value}"));
    }

    internal static RedirectResponse Parse(string query) => Client.Parser().Parse(query, State);

    /// <summary>Says everything that an answer holds, the code included, so that two answers can be compared.</summary>
    internal static string Describe(RedirectResponse response) => response.Match(
        granted => $"granted '{granted.Code.Reveal()}' by {granted.AccountsServer} in {granted.Location}, state verified: {granted.IsStateVerified}",
        denied => $"denied '{denied.ErrorDescription}', state verified: {denied.IsStateVerified}",
        failed => $"failed '{failed.Error}' '{failed.ErrorDescription}', state verified: {failed.IsStateVerified}",
        rejected => $"rejected {rejected.Reason} {rejected.Parameter}: {rejected.Message}");
}
