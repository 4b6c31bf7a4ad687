using System.Text.Json.Serialization;

namespace Bigin.OAuth.EntityFrameworkCore;

/// <summary>Writes and reads the two lists of a row without reflection, which a host may have switched off.</summary>
[JsonSerializable(typeof(string[]))]
[JsonSerializable(typeof(long[]))]
internal sealed partial class ConnectionRowJson : JsonSerializerContext;
