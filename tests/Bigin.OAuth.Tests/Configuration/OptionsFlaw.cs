namespace Bigin.OAuth.Tests.Configuration;

/// <summary>One mistake in the options, the setting that its message names, and the mend that it tells.</summary>
internal sealed record OptionsFlaw(string Name, Action<BiginOAuthOptions> Break, string Setting, string Mend)
{
    /// <summary>The name of the test case.</summary>
    public override string ToString() => Name;
}
