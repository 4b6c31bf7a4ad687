namespace Bigin.OAuth;

/// <summary>Specifies whether a connect may move its key to another organization than the one that the key is connected to.</summary>
public enum OrganizationChange
{
    /// <summary>
    /// The key keeps its organization. A consent for another organization, or for one that isn't known, gives
    /// <see cref="DifferentOrganization"/>.
    /// </summary>
    Ask = 0,

    /// <summary>The key moves to the organization of the new consent. Pass this after the person has confirmed it.</summary>
    Allow = 1,
}
