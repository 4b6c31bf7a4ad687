using Microsoft.AspNetCore.Http;

namespace Bigin.OAuth.AspNetCore;

/// <summary>Configures where the endpoints are, whose connection an attempt makes, and how the browser is answered.</summary>
public sealed class BiginOAuthEndpointOptions
{
    /// <summary>Gets or sets the path that starts an attempt.</summary>
    /// <value>The default is <c>/bigin/connect</c>. It starts with a slash and has no query.</value>
    public string ConnectPath { get; set; } = "/bigin/connect";

    /// <summary>
    /// Gets or sets the path to which Bigin sends the browser back, where it is not the path of
    /// <see cref="BiginOAuthOptions.RedirectUri"/>.
    /// </summary>
    /// <value>
    /// The default is null: the path of the redirect URI. Under a path base, such as that of <c>UsePathBase</c> or of a reverse proxy that
    /// cuts a prefix off, it is the rest of that path, for routes don't see the base.
    /// </value>
    public string? CallbackPath { get; set; }

    /// <summary>
    /// Gets or sets the function that names the connection that this user may make: a tenant's id, the user's own, or <c>default</c>.
    /// Required.
    /// </summary>
    /// <value>
    /// A key of 1 to 200 characters, taken from what the host knows of the signed-in user and never from what the request claims. A key is
    /// one connection for the whole host: where there are tenants, name the tenant in it (<c>tenant-42</c>). Null means that
    /// this user may connect nothing, and is refused: with 403, or by the page for people. It is asked when an attempt starts and kept in
    /// the attempt.
    /// </value>
    public Func<HttpContext, ValueTask<string?>>? ConnectionKey { get; set; }

    /// <summary>Gets or sets the function that says whether this user may connect this key.</summary>
    /// <value>
    /// The default is null: a user who may start an attempt may finish it. The function is asked when an attempt starts, when the browser
    /// comes back, and when the person switches to another organization, so a user who has lost the right meanwhile connects nothing. False
    /// refuses the user, with 403 or by the page for people.
    /// </value>
    public Func<HttpContext, string, ValueTask<bool>>? AuthorizeKey { get; set; }

    /// <summary>Gets or sets the function that says whether this attempt may move its key to another organization without asking.</summary>
    /// <value>
    /// The default is null: a consent for another organization than the connected one is a <see cref="DifferentOrganizationOutcome"/>. The
    /// function is asked when an attempt starts. Return true only where the person has already confirmed the change.
    /// </value>
    public Func<HttpContext, ValueTask<bool>>? AllowOrganizationChange { get; set; }

    /// <summary>Gets or sets how long a person has from the start of an attempt until they come back from Bigin.</summary>
    /// <value>The default is ten minutes. More than zero, at most one hour.</value>
    public TimeSpan AttemptLifetime { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>
    /// Gets or sets the function that changes the link of an attempt: other scopes, another data center, forced consent, another redirect
    /// URI.
    /// </summary>
    /// <value>
    /// The default is null: the link as the options of the client say. The function gets the builder of those options and returns what its
    /// <c>With…</c> methods gave. A state of its own has to be another one for each attempt. When the person switches to another
    /// organization it is asked for a request without the query of the first one, and consent is forced after it.
    /// </value>
    public Func<HttpContext, AuthorizationUrlBuilder, ValueTask<AuthorizationUrlBuilder>>? ConfigureLink { get; set; }

    /// <summary>
    /// Gets or sets the function that answers the browser that came back, in place of <see cref="ConnectOutcome.ToResult"/>.
    /// </summary>
    /// <value>
    /// The default is null: a redirect where the connection is stored. Otherwise a browser is redirected to a page for people, and a script
    /// gets problem details (RFC 9457). What it writes is sent with
    /// <c>Cache-Control: no-store</c>, <c>Referrer-Policy: no-referrer</c> and <c>X-Content-Type-Options: nosniff</c>, because the address
    /// of the response holds a code.
    /// </value>
    public Func<HttpContext, ConnectOutcome, Task>? Respond { get; set; }

    /// <summary>Gets or sets the function that writes the HTML of the page for people, where nothing was connected.</summary>
    /// <value>
    /// The default is null: a short page in English without a script. The function gets what the page is about and returns HTML. Encode
    /// each text. The built-in page has a Content-Security-Policy; one of your own has the policy that your application sets.
    /// </value>
    public Func<ConnectPage, string>? Page { get; set; }

    internal async ValueTask<bool> IsAuthorizedAsync(HttpContext context, string key) =>
        AuthorizeKey is null || await AuthorizeKey(context, key).ConfigureAwait(false);
}
