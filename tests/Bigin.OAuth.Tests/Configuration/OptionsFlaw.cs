namespace Bigin.OAuth.Tests.Configuration;

/// <summary>One mistake in the options, the setting that its message names, and the fix that it names.</summary>
internal sealed record OptionsFlaw(string Name, Action<BiginOAuthOptions> Break, string Setting, string Fix)
{
    /// <summary>The name of the test case.</summary>
    public override string ToString() => Name;
}
