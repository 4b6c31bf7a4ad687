namespace Bigin.OAuth.Fuzz;

/// <summary>The library did not throw, and what it answered breaks a rule.</summary>
internal sealed class BrokenInvariantException(string rule) : Exception(rule);
