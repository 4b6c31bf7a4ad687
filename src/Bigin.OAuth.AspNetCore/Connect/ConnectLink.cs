using System.Text.Json.Serialization;

namespace Bigin.OAuth.AspNetCore;

/// <summary>What a script is answered: <c>{ "url": … }</c>.</summary>
internal sealed record ConnectLink([property: JsonPropertyName("url")] Uri Url);

[JsonSerializable(typeof(ConnectLink))]
internal sealed partial class ConnectLinkJsonContext : JsonSerializerContext;
