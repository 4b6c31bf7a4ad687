namespace Bigin.OAuth;

/// <summary>Specifies what a refresh may do.</summary>
internal enum RefreshKind
{
    /// <summary>Take the row's token if it is usable, otherwise ask Bigin.</summary>
    IfNeeded,

    /// <summary>Take the row's token if it is usable. Bigin is not asked, because it failed lately.</summary>
    FromStoreOnly,

    /// <summary>Ask Bigin for a new token in any case, also where the row needs consent.</summary>
    Always,
}
