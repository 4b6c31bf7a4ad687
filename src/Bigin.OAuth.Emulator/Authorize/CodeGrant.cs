namespace Bigin.OAuth.Emulator;

/// <summary>Represents what a code is exchanged for.</summary>
/// <param name="Grant">The grant.</param>
/// <param name="Link">The authorization request that the exchange has to match; <see langword="null"/> for a code made in the
/// console.</param>
/// <param name="ExpiresAt">The time at which the code is over.</param>
internal sealed record CodeGrant(Grant Grant, AuthorizationQuery? Link, DateTimeOffset ExpiresAt);
