using Bigin.OAuth.Tool.Output;

namespace Bigin.OAuth.Tool.Connecting;

/// <summary>Indicates that Bigin answered the consent link with an error.</summary>
internal static class AuthorizationFailure
{
    internal static CommandException CreateException(AuthorizationFailed failure) => new(
        ExitCode.Failed,
        failure.IsNoOrganization
            ? "This Zoho user has no Bigin organization. Sign in as another user."
            : SafeText.CleanLine($"Bigin answered with the error {failure.Error}. {failure.ErrorDescription}")
                .TrimEnd() + " Check client id, redirect URI and scopes in Zoho's API console.");
}
