namespace Bigin.OAuth.FaultRun;

/// <summary>A key's row as far as its history was read.</summary>
internal sealed class RowState
{
    /// <summary>Gets or sets the row, or null where there is none.</summary>
    internal RowChange? Row { get; set; }

    /// <summary>Gets or sets the grant in the row, with since when.</summary>
    internal Residence? Resident { get; set; }

    /// <summary>Gets the refresh tokens that the row has had before, none of which may come back.</summary>
    internal HashSet<string> Replaced { get; } = new(StringComparer.Ordinal);

    /// <summary>Gets the stamps of all saves of the key, none of which may come again, also after the row was deleted.</summary>
    internal HashSet<string> Stamps { get; } = new(StringComparer.Ordinal);

    /// <summary>Gets or sets when the last refresh was counted, where nothing was saved since.</summary>
    internal long? Counted { get; set; }

    /// <summary>
    /// Gets or sets for how many more saved access tokens a holder may be about whose lease another process has taken over: it is dead, or its save will
    /// be refused, and its request may come late.
    /// </summary>
    internal int Overtaken { get; set; }
}
