namespace Bigin.OAuth.Tool.Doctor;

/// <summary>How much a finding matters.</summary>
internal enum FindingLevel
{
    Ok,
    Warning,
    Problem,
}
