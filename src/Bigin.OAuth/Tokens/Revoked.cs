namespace Bigin.OAuth;

/// <summary>Represents a revocation that Bigin confirmed: the token and the access tokens made from it have ended.</summary>
public sealed class Revoked : RevocationResponse
{
    internal Revoked(DataCenter dataCenter) => DataCenter = dataCenter;

    /// <summary>Gets the data center that confirmed it.</summary>
    public DataCenter DataCenter { get; }

    /// <summary>Describes the revocation.</summary>
    /// <returns>A text for logs.</returns>
    public override string ToString() => $"Revoked {{ DataCenter = {DataCenter} }}";
}
