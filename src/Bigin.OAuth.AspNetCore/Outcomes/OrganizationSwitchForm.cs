namespace Bigin.OAuth.AspNetCore;

/// <summary>Describes a form that starts a new attempt which may move the connection to another organization.</summary>
/// <remarks>
/// Only a page of this application can post it: the field is encrypted, is good for the signed-in user and for this map only, and ends with
/// the attempt's lifetime, and posts of other origins are refused. The link always forces consent, so Bigin asks the person before anything
/// changes. The response is a redirect to Bigin, so a Content-Security-Policy of the page has to allow the accounts servers in
/// <c>form-action</c>.
/// </remarks>
public sealed class OrganizationSwitchForm
{
    internal OrganizationSwitchForm(string action, string fieldValue) => (Action, FieldValue) = (action, fieldValue);

    internal const string Field = "switch";

    /// <summary>Gets the path to post to.</summary>
    public string Action { get; }

    /// <summary>Gets the name of the form's hidden field.</summary>
    public string FieldName { get; } = Field;

    /// <summary>Gets the value of the form's hidden field. It is encrypted.</summary>
    public string FieldValue { get; }

    /// <summary>Describes the form without the value of its field.</summary>
    /// <returns>A text for logs.</returns>
    public override string ToString() => $"OrganizationSwitchForm {{ Action = {Action} }}";
}
