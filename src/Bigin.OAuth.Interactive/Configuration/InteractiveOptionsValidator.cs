using Microsoft.Extensions.Options;

namespace Bigin.OAuth.Interactive;

/// <summary>Checks the options, and the redirect URI of the client, which is listened on here. Reports every mistake at once.</summary>
internal sealed class InteractiveOptionsValidator(IOptions<BiginOAuthOptions> client) : IValidateOptions<BiginInteractiveOptions>
{
    private static readonly TimeSpan MaxTimeout = TimeSpan.FromHours(1);

    public ValidateOptionsResult Validate(string? name, BiginInteractiveOptions options)
    {
        string[] failures = [.. CheckClient(), .. CheckOptions(options), .. CheckRedirectUris(options)];
        return failures.Length > 0 ? ValidateOptionsResult.Fail(failures) : ValidateOptionsResult.Success;
    }

    private IEnumerable<string> CheckClient()
    {
        BiginOAuthOptions options;
        try
        {
            options = client.Value;
        }
        catch (OptionsValidationException)
        {
            yield break; // the host reports it by itself
        }

        // A self client has no links. The connector says so where it is asked for.
        if (options.ClientType is not BiginClientType.SelfClient && LoopbackEndpoint.FindFlaw(options.RedirectUri) is { } flaw)
        {
            yield return $"{nameof(options.RedirectUri)} {flaw}. AddInteractive listens on it. {LoopbackEndpoint.Expected}";
        }
    }

    private static IEnumerable<string> CheckOptions(BiginInteractiveOptions options)
    {
        if (options.Timeout <= TimeSpan.Zero || options.Timeout > MaxTimeout)
        {
            yield return $"{nameof(options.Timeout)} is not more than zero and at most one hour. Leave it at 00:05:00, or set it to "
                + "what a person needs to sign in and accept.";
        }

        if (options.OpenBrowser is null)
        {
            yield return $"{nameof(options.OpenBrowser)} is null. Leave it as it is, or set a function; one that returns false opens "
                + "no browser.";
        }

        if (options.Prompt is null)
        {
            yield return $"{nameof(options.Prompt)} is null. Leave it as it is, or set an {nameof(IInteractivePrompt)}; one that "
                + "returns null takes no address.";
        }

        if (options.Page is null)
        {
            yield return $"{nameof(options.Page)} is null. Leave it as it is, or set a function that makes the HTML of a page.";
        }
    }

    private static IEnumerable<string> CheckRedirectUris(BiginInteractiveOptions options)
    {
        for (int i = 0; i < options.RedirectUris.Count; i++)
        {
            if (LoopbackEndpoint.FindFlaw(options.RedirectUris[i]) is { } flaw)
            {
                yield return $"{nameof(options.RedirectUris)}:{i} {flaw}. {LoopbackEndpoint.Expected}";
            }
        }
    }
}
