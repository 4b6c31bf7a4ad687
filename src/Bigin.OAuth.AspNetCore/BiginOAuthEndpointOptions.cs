using Microsoft.AspNetCore.Http;

namespace Bigin.OAuth.AspNetCore;

/// <summary>Says where the endpoints are, whose connection an attempt makes, and what is answered.</summary>
public sealed class BiginOAuthEndpointOptions
{
    /// <summary>Gets or sets the path that starts an attempt.</summary>
    /// <value>The default is <c>/bigin/connect</c>. It starts with a slash and has no query.</value>
    public string ConnectPath { get; set; } = "/bigin/connect";

    /// <summary>Gets or sets the path that takes Bigin's answer, where it is not the path of <see cref="BiginOAuthOptions.RedirectUri"/>.</summary>
    /// <value>
    /// The default is null: the path of the redirect URI. Under a path base, such as that of <c>UsePathBase</c> or of a reverse proxy that cuts a
    /// prefix off, it is the rest of that path, for routes don't see the base.
    /// </value>
    public string? CallbackPath { get; set; }

    /// <summary>Gets or sets what names the connection that this user may make: a tenant's id, the user's own, or simply <c>default</c>. Required.</summary>
    /// <value>
    /// A key of 1 to 200 characters, taken from what the host knows of the signed-in user and never from what the request claims. Null means that
    /// this user may connect nothing, and is answered with 403. It is asked when an attempt starts and kept in the attempt.
    /// </value>
    public Func<HttpContext, ValueTask<string?>>? ConnectionKey { get; set; }

    /// <summary>Gets or sets what makes the link of an attempt another one: other scopes, another data center, forced consent.</summary>
    /// <value>
    /// The default is null: the link as the options of the client say. The function gets the builder of those options and returns what its
    /// <c>With…</c> methods gave. A state of its own has to be another one for each attempt.
    /// </value>
    public Func<HttpContext, AuthorizationUrlBuilder, ValueTask<AuthorizationUrlBuilder>>? ConfigureLink { get; set; }

    /// <summary>Gets or sets what answers the browser that came back, in place of <see cref="ConnectOutcome.ToResult"/>.</summary>
    /// <value>
    /// The default is null: a redirect where the connection stands, and problem details (RFC 9457) otherwise. Whatever it writes is sent with
    /// <c>Cache-Control: no-store</c> and <c>Referrer-Policy: no-referrer</c>, because the address of the answer holds a code.
    /// </value>
    public Func<HttpContext, ConnectOutcome, Task>? Respond { get; set; }
}
