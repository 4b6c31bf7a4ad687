namespace Bigin.OAuth;

/// <summary>Specifies which refresh tokens are revoked after a new consent has replaced them.</summary>
/// <remarks>
/// Zoho keeps 20 refresh tokens per user and client, and the next one ends the oldest. A replaced token that isn't revoked counts among
/// them, so with the default 20 reconnects of one person end that person's oldest connection. Whether Bigin ends the new token of an
/// organization with the replaced one isn't known, so the default leaves the replaced token of the same organization. A token that was
/// imported or comes from the settings belongs to another program too, and no value revokes it.
/// </remarks>
public enum ReplacedTokenRevocation
{
    /// <summary>None is revoked.</summary>
    Never = 0,

    /// <summary>A token of another organization than the new consent's is revoked.</summary>
    OtherOrganization = 1,

    /// <summary>
    /// Every replaced token is revoked, except one of an import or of the settings, one that can't be decrypted, and one of a data center
    /// that isn't configured.
    /// </summary>
    Always = 2,
}
