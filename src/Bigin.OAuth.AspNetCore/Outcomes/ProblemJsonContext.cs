using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Mvc;

namespace Bigin.OAuth.AspNetCore;

/// <summary>Writes problems without reflection and without the host's JSON settings.</summary>
[JsonSerializable(typeof(ProblemDetails))]
internal sealed partial class ProblemJsonContext : JsonSerializerContext;
