namespace Bigin.OAuth.Explorer.Scheduling;

/// <summary>Names the points at which the explorer decides who goes on.</summary>
internal enum StepKind
{
    Start,
    Find,
    FindStamp,
    Save,
    Delete,
    Lock,
    Release,
    Exchange,
    Refresh,
    Revoke,
    ReadOrganization,
    CallApi,
    Wait,
}
