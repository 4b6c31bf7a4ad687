namespace Bigin.OAuth.Fuzz;

/// <summary>Runs one input; any exception is a finding.</summary>
/// <param name="input">What a stranger sent.</param>
internal delegate void Target(ReadOnlySpan<byte> input);

/// <summary>The targets by the names that the folders of their corpora have.</summary>
internal static class Targets
{
    internal static readonly string[] Names = ["redirect", "token-body", "api-body", "loopback-request"];

    internal static Target? Find(string name) => name switch
    {
        "redirect" => RedirectTarget.Run,
        "token-body" => TokenBodyTarget.Run,
        "api-body" => ApiBodyTarget.Run,
        "loopback-request" => LoopbackRequestTarget.Run,
        _ => null,
    };
}
