namespace Bigin.OAuth.Emulator.Pages;

/// <summary>Provides the names and values in the emulator's forms.</summary>
internal static class FormField
{
    internal const string AntiForgery = "emulator_form_token";
    internal const string Email = "email";
    internal const string Organization = "organization";
    internal const string Decision = "decision";
    internal const string Scopes = "scopes";

    internal const string Minutes = "minutes";

    internal const string ServiceUrl = "serviceurl";

    internal const string Accept = "accept";
    internal const string Reject = "reject";
    internal const string BackToApp = "back";
}
