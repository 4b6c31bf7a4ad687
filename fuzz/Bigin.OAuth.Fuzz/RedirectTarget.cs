using System.Globalization;
using System.Text.RegularExpressions;

namespace Bigin.OAuth.Fuzz;

/// <summary>The redirect, which anyone who controls the browser can write: every overload, with a state and without one.</summary>
internal static partial class RedirectTarget
{
    internal const string State = "Zr8Vd1yqk0bH3m-J5n_7sXcU2wEoTgLpAiFhRvQ9BxM";

    private const int LongestCode = 2048;
    private const int LongestDescription = 1024;
    private const string OnlyAllowed = "eu";

    private static readonly PendingAuthorization Pending = new AuthorizationUrlBuilder(Options()).WithState(State).Build().Pending;

    private static readonly RedirectResponseParser Parser = new(Options(), new FixedClock());

    private static readonly RedirectResponseParser EuropeanParser = new(Options(OnlyAllowed), new FixedClock());

    private static readonly HashSet<string> HarmlessMessages = [.. FlawedRedirects.All(State).Select(GetMessage)];

    internal static void Run(ReadOnlySpan<byte> input) => Run(LooseUtf8.Read(input));

    internal static void Run(string query)
    {
        RedirectResponse response = Parser.Parse("?" + query, State);
        RedirectResponse stateless = Parser.ParseWithoutState("?" + query);
        RedirectResponse european = EuropeanParser.Parse("?" + query, Pending);

        OverloadsAgree(query, Describe(response), Describe(stateless));
        IsTrue(query, response, expectedState: State);
        IsTrue(query, stateless, expectedState: null);
        OnlyTheStateParts(response, stateless);
        OnlyTheDataCenterParts(response, european);
    }

    /// <summary>Says everything that an answer holds, the code included, so that two answers can be compared.</summary>
    internal static string Describe(RedirectResponse response) => response.Match(
        granted => $"granted '{granted.Code.Reveal()}' by {granted.AccountsServer} in {granted.Location}, state verified: {granted.IsStateVerified}",
        denied => $"denied '{denied.ErrorDescription}', state verified: {denied.IsStateVerified}",
        failed => $"failed '{failed.Error}' '{failed.ErrorDescription}', state verified: {failed.IsStateVerified}",
        rejected => $"rejected {rejected.Reason} {rejected.Parameter}: {rejected.Message}");

    private static void OverloadsAgree(string query, string expected, string expectedStateless)
    {
        Agree(Parser.Parse("?" + query, Pending), expected, "the pending authorization holds the same state");
        if (!query.StartsWith('?') && !BeginsLikeAnAddress().IsMatch(query))
        {
            Agree(Parser.Parse(query, State), expected, "the question mark may be left out");
        }

        Agree(Parser.Parse("https://www.yourdomain.com/callback?" + query, State), expected, "a text that is an address is read like its query");
        foreach (string path in new[] { "/callback?", "https://www.yourdomain.com/callback?" })
        {
            if (Uri.TryCreate(path + query, UriKind.RelativeOrAbsolute, out Uri? redirect))
            {
                Agree(Parser.Parse(redirect, State), expected, "a Uri is read like its query");
                Agree(Parser.Parse(redirect, Pending), expected, "a Uri is read like its query");
                Agree(Parser.ParseWithoutState(redirect), expectedStateless, "a Uri is read like its query");
            }
        }
    }

    private static void Agree(RedirectResponse response, string expected, string rule) => Invariant.Holds(Describe(response) == expected, rule);

    private static void IsTrue(string query, RedirectResponse response, string? expectedState)
    {
        switch (response)
        {
            case AuthorizationResult granted:
                IsTrue(new PlainQuery(query), granted, expectedState);
                break;
            case AuthorizationDenied denied:
                IsTrue(new PlainQuery(query), denied.Error, denied.ErrorDescription, denied.IsStateVerified, expectedState);
                Invariant.Holds(denied.Error == "access_denied", "a denial is access_denied");
                break;
            case AuthorizationFailed failed:
                IsTrue(new PlainQuery(query), failed.Error, failed.ErrorDescription, failed.IsStateVerified, expectedState);
                Invariant.Holds(failed.Error != "access_denied", "access_denied is a denial");
                Invariant.Holds(failed.IsNoOrganization == (failed.Error == "no_org"), "no_org is told apart");
                break;
            case RedirectRejected rejected:
                Invariant.Holds(HarmlessMessages.Contains(rejected.Message), "a message is the same for every redirect with the flaw, so it holds nothing of this one");
                Invariant.Holds(expectedState is not null || rejected.Reason is not (RedirectRejection.MissingState or RedirectRejection.StateMismatch), "no state is missed where none is expected");
                break;
            default:
                Invariant.Holds(false, "there are four cases");
                break;
        }
    }

    private static void IsTrue(PlainQuery query, AuthorizationResult granted, string? expectedState)
    {
        string code = granted.Code.Reveal();
        Invariant.Holds(code.Length is > 0 and <= LongestCode && code.All(character => character is >= ' ' and <= '~'), "a code is 1 to 2,048 characters of VSCHAR");
        Invariant.Holds(code == query.Only("code"), "the code is the one that was sent, once");
        Invariant.Holds(expectedState is null || query.Only("state") == expectedState, "the state is the one that is expected, once");
        Invariant.Holds(granted.IsStateVerified == expectedState is not null, "the state is verified where one is expected");
        Invariant.Holds(query.Only("accounts-server") is { } server && AccountsServers.Find(server) == granted.DataCenter, "the accounts server is an entry of the map, spelled as is allowed");
        Invariant.Holds(string.Equals(query.Only("location"), granted.Location, StringComparison.OrdinalIgnoreCase), "the location is the data center's");
        Invariant.Holds(ReferenceEquals(granted.AccountsServer, granted.DataCenter.AccountsServer) && DataCenter.All.Contains(granted.DataCenter), "the code goes where the map says, not where the query says");
        Invariant.Holds(!query.Has("error") && !query.Has("access_token") && !query.Has("id_token"), "a grant has no error and no token beside it");
    }

    private static void IsTrue(PlainQuery query, string error, string? description, bool isStateVerified, string? expectedState)
    {
        Invariant.Holds(error == query.Only("error"), "the error is the one that was sent, once");
        Invariant.Holds(error.All(character => character is >= ' ' and <= '~' and not ('"' or '\\')), "an error has the characters that RFC 6749 allows");
        Invariant.Holds(description is null || (description.Length is > 0 and <= LongestDescription && !description.Any(BreaksLines)), "a description can be printed");
        Invariant.Holds(description is null || query.GetValues("error_description").Contains(description), "the description is one that was sent");
        Invariant.Holds(isStateVerified == (expectedState is not null && query.Only("state") == expectedState), "an error is verified by the state alone");
        Invariant.Holds(expectedState is null || !query.Has("state") || isStateVerified, "an error with a wrong state is rejected");
        Invariant.Holds(!query.Has("code") && !query.Has("access_token") && !query.Has("id_token"), "an error has no code and no token beside it");
    }

    private static bool BreaksLines(char character) => char.IsControl(character) || character is '\u2028' or '\u2029' or '\u202E'
        || CharUnicodeInfo.GetUnicodeCategory(character) is UnicodeCategory.PrivateUse;

    private static void OnlyTheStateParts(RedirectResponse response, RedirectResponse stateless)
    {
        if (response is RedirectRejected { Reason: RedirectRejection.MissingState or RedirectRejection.StateMismatch })
        {
            return;
        }

        Invariant.Holds(
            Describe(response).Replace("state verified: True", "state verified: False", StringComparison.Ordinal)
                == Describe(stateless).Replace("state verified: True", "state verified: False", StringComparison.Ordinal),
            "without a state everything else is judged alike");
    }

    private static void OnlyTheDataCenterParts(RedirectResponse response, RedirectResponse european)
    {
        bool isElsewhere = response is AuthorizationResult { Location: not OnlyAllowed };
        Invariant.Holds(
            isElsewhere ? european is RedirectRejected { Reason: RedirectRejection.DataCenterNotAllowed } : Describe(response) == Describe(european),
            "data centers that are not allowed are refused, and nothing else is judged otherwise");
    }

    private static string GetMessage(string query)
    {
        foreach (RedirectResponseParser parser in new[] { Parser, EuropeanParser })
        {
            if (parser.Parse(query, State) is RedirectRejected rejected)
            {
                return rejected.Message;
            }
        }

        throw new InvalidOperationException("This redirect has no flaw.");
    }

    private static BiginOAuthOptions Options(params string[] allowed)
    {
        var options = new BiginOAuthOptions
        {
            ClientId = "1000.GMB0YULZHJK411248S8I5GZ4CHUEX0",
            RedirectUri = new Uri("https://www.yourdomain.com/callback"),
            Scopes = { BiginScopes.Org.Read },
        };
        foreach (string id in allowed)
        {
            options.AllowedDataCenters.Add(id);
        }

        return options;
    }

    [GeneratedRegex(@"\A[A-Za-z][A-Za-z0-9+.-]*://")]
    private static partial Regex BeginsLikeAnAddress();
}
