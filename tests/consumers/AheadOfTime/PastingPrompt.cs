using Bigin.OAuth.Interactive;

/// <summary>A person who pastes the answer to the link.</summary>
internal sealed class PastingPrompt : IInteractivePrompt
{
    public ValueTask<string?> ShowAsync(InteractiveLink link, CancellationToken cancellationToken)
    {
        string state = link.Url.Query[(link.Url.Query.IndexOf("state=", StringComparison.Ordinal) + "state=".Length)..];
        return new($"http://localhost:5999/callback?code=1000.a.b&state={state}&location=zz&accounts-server=https%3A%2F%2Faccounts.zoho.example");
    }
}
