namespace Bigin.OAuth.Emulator;

/// <summary>What a code stands for.</summary>
/// <param name="Grant">What the user has granted.</param>
/// <param name="Link">The authorization request that the code must be exchanged in the terms of.</param>
/// <param name="IssuedAt">When its short life began.</param>
internal sealed record CodeGrant(Grant Grant, AuthorizationQuery Link, DateTimeOffset IssuedAt);
