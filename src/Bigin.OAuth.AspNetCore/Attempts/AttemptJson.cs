using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Bigin.OAuth.AspNetCore;

/// <summary>An attempt as its cookie holds it.</summary>
internal sealed class AttemptJson
{
    [JsonPropertyName("p")]
    public required string Pending { get; init; }

    [JsonPropertyName("k")]
    public required string Key { get; init; }

    [JsonPropertyName("r")]
    public required string ReturnUrl { get; init; }

    [JsonPropertyName("u")]
    public required string User { get; init; }

    [JsonPropertyName("e")]
    public required DateTimeOffset ExpiresAt { get; init; }

    [JsonPropertyName("o")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool AllowsOrganizationChange { get; init; }

    [JsonPropertyName("l")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? OrganizationToLeave { get; init; }
}

/// <summary>What the form that switches to another organization holds.</summary>
internal sealed class SwitchJson
{
    [JsonPropertyName("k")]
    public required string Key { get; init; }

    [JsonPropertyName("r")]
    public required string ReturnUrl { get; init; }

    [JsonPropertyName("u")]
    public required string User { get; init; }

    [JsonPropertyName("e")]
    public required DateTimeOffset ExpiresAt { get; init; }

    [JsonPropertyName("l")]
    public required string? OrganizationToLeave { get; init; }
}

[JsonSerializable(typeof(AttemptJson))]
[JsonSerializable(typeof(SwitchJson))]
internal sealed partial class AttemptJsonContext : JsonSerializerContext
{
    // It is encrypted and never put on a page, and a cookie has no room for six characters where one will do.
    internal static AttemptJsonContext Compact { get; } =
        new(new JsonSerializerOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}
