using System.Text.Json;

namespace Bigin.OAuth.Fuzz;

/// <summary>The body of an answer of the Bigin API, as far as the library reads it itself: the code of an error, and the organization.</summary>
internal static class ApiBodyTarget
{
    private const int LongestText = 200;

    internal static void Run(ReadOnlySpan<byte> input)
    {
        _ = ApiError.ReadCode(input);
        if (ReadOrganization(input) is { } organization)
        {
            Invariant.Holds(IsStorable(organization.Id) && (organization.Name is null || IsStorable(organization.Name)), "what is stored is short and has no control characters");
        }
    }

    // The one exception that the caller expects: the body is no JSON of this shape.
    private static BiginOrganization? ReadOrganization(ReadOnlySpan<byte> input)
    {
        try
        {
            return OrganizationReader.Read(input);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static bool IsStorable(string text) => text.Length is > 0 and <= LongestText && !text.Any(char.IsControl);
}
