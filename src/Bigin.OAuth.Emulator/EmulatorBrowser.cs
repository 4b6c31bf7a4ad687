using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using Bigin.OAuth.Emulator.Pages;

namespace Bigin.OAuth.Emulator;

/// <summary>Follows a consent link over HTTP as a person does in a browser: signs in, picks an organization, and decides.</summary>
internal sealed partial class EmulatorBrowser : IDisposable
{
    // Sign-in, data center, organization, consent and the redirects between them are fewer.
    private const int MaxSteps = 12;

    private readonly HttpClient _http;
    private readonly AccountDirectory _directory;
    private readonly Dictionary<string, string> _answers;

    /// <param name="directory">The addresses of the emulator.</param>
    /// <param name="answers">The value to enter at each step.</param>
    /// <param name="listenAddress">The address on which the emulator listens.</param>
    internal EmulatorBrowser(AccountDirectory directory, Dictionary<string, string> answers, IPAddress listenAddress)
    {
        (_directory, _answers) = (directory, answers);
        IPAddress here = listenAddress.Equals(IPAddress.Any) ? IPAddress.Loopback : listenAddress.Equals(IPAddress.IPv6Any)
            ? IPAddress.IPv6Loopback
            : listenAddress;
        _http = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseProxy = false,
            CookieContainer = new CookieContainer(),
            ConnectCallback = (context, cancellationToken) =>
            ConnectAsync(new IPEndPoint(here, context.DnsEndPoint.Port), cancellationToken),
        });
    }

    public void Dispose() => _http.Dispose();

    internal async Task<Uri> OpenAsync(Uri url, CancellationToken cancellationToken)
    {
        if (!IsEmulator(url))
        {
            throw new ArgumentException(
                "The link doesn't lead to this emulator. Build it with the emulator's data centers, which UseEmulator does.", nameof(url));
        }

        HttpResponseMessage response = await _http.GetAsync(url, cancellationToken).ConfigureAwait(false);
        for (int step = 0; step < MaxSteps; step++)
        {
            Uri here = response.RequestMessage!.RequestUri!;
            if (response.Headers.Location is { } location)
            {
                // The address is written by us, and a client compares what follows the question mark exactly.
                var next = new Uri(here, location.OriginalString);
                if (!IsEmulator(next))
                {
                    return next;
                }

                response = await _http.GetAsync(next, cancellationToken).ConfigureAwait(false);
                continue;
            }

            string page = await response.Content.ReadAsStringAsync(cancellationToken).ConfigureAwait(false);
            response = await SubmitAsync(here, page, cancellationToken).ConfigureAwait(false);
        }

        throw new InvalidOperationException("The emulator's pages redirect in a circle.");
    }

    private async Task<HttpResponseMessage> SubmitAsync(Uri here, string page, CancellationToken cancellationToken)
    {
        string step = StepPattern().Match(page).Groups["step"].Value;
        (string Field, string Value) answer = step switch
        {
            "sign-in" when !page.Contains("aria-invalid", StringComparison.Ordinal) => (FormField.Email, _answers[FormField.Email]),
            "organization" => (FormField.Organization, PickOrganization()),
            "consent" => (FormField.Decision, _answers[FormField.Decision]),
            "no-organization" => (FormField.Decision, FormField.BackToApp),
            _ => throw new InvalidOperationException($"The emulator shows a page instead of going on: {ReadText(page)}"),
        };

        // Each step's own form is the last but for sign-in, where the list of users follows it with the same fields.
        Match form = FormPattern().Matches(page)[^1];
        Dictionary<string, string> fields = HiddenPattern().Matches(form.Value)
            .ToDictionary(field => Decode(field.Groups["name"]), field => Decode(field.Groups["value"]), StringComparer.Ordinal);
        fields[answer.Field] = answer.Value;

        var action = new Uri(here, Decode(form.Groups["action"]));
        if (form.Groups["method"].Value == "get")
        {
            var query = new Microsoft.AspNetCore.Http.Extensions.QueryBuilder(fields);
            return await _http.GetAsync(new Uri(action, query.ToString()), cancellationToken).ConfigureAwait(false);
        }

        using var content = new FormUrlEncodedContent(fields);
        return await _http.PostAsync(action, content, cancellationToken).ConfigureAwait(false);
    }

    private string PickOrganization() => _answers.TryGetValue(FormField.Organization, out string? id)
        ? id
        : throw new InvalidOperationException("The user belongs to several organizations. Name the one to pick.");

    // By port: this machine has several names, and a public host name may be known to other machines only.
    private bool IsEmulator(Uri url) => url is { IsAbsoluteUri: true, Scheme: "http" } && _directory.DataCenters.Any(dataCenter =>
        dataCenter.AccountsServer.Port == url.Port
        && (url.IsLoopback || string.Equals(dataCenter.AccountsServer.Host, url.Host, StringComparison.OrdinalIgnoreCase)));

    private static async ValueTask<Stream> ConnectAsync(IPEndPoint endpoint, CancellationToken cancellationToken)
    {
        var socket = new Socket(endpoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(endpoint, cancellationToken).ConfigureAwait(false);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static string ReadText(string page) =>
        string.Join(" ", ParagraphPattern().Matches(page).Select(paragraph => Decode(paragraph.Groups["text"]))).Trim();

    private static string Decode(Group group) => WebUtility.HtmlDecode(group.Value);

    [GeneratedRegex("""<main data-step="(?<step>[a-z-]+)">""")]
    private static partial Regex StepPattern();

    [GeneratedRegex("""<form method="(?<method>get|post)" action="(?<action>[^"]*)">.*?</form>""", RegexOptions.Singleline)]
    private static partial Regex FormPattern();

    [GeneratedRegex("""<input type="hidden" name="(?<name>[^"]*)" value="(?<value>[^"]*)">""")]
    private static partial Regex HiddenPattern();

    [GeneratedRegex("""<(h1|p class="error"[^>]*|p id="email-error"[^>]*|p)>(?<text>[^<]*)</""")]
    private static partial Regex ParagraphPattern();
}
