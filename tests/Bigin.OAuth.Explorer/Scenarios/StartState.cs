namespace Bigin.OAuth.Explorer.Scenarios;

/// <summary>Names what there is before the servers begin.</summary>
internal enum StartState
{
    /// <summary>Nothing is connected.</summary>
    None,

    /// <summary>The row has a good access token, which no server has read.</summary>
    Cold,

    /// <summary>Every server has the good access token of the row.</summary>
    Warm,

    /// <summary>Every server has the access token of the row, which ends in two minutes.</summary>
    Early,

    /// <summary>Every server had the access token of the row, which is over.</summary>
    Expired,
}
