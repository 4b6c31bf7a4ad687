namespace Bigin.OAuth.Emulator;

/// <summary>What a user has granted, and what each code and token of that grant stands for.</summary>
/// <param name="User">Who accepted.</param>
/// <param name="Organization">The one that was picked: Bigin binds code and tokens to it.</param>
/// <param name="DataCenter">Where the user's account is, and the only place where code and tokens are known.</param>
/// <param name="Scopes">What was asked for and accepted.</param>
internal sealed record Grant(EmulatorUser User, EmulatorOrganization Organization, DataCenter DataCenter, IReadOnlyList<string> Scopes);
