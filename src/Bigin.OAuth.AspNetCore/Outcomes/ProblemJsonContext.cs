using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Mvc;

namespace Bigin.OAuth.AspNetCore;

/// <summary>Writes problems without reflection, whatever the host set up for its own JSON.</summary>
[JsonSerializable(typeof(ProblemDetails))]
internal sealed partial class ProblemJsonContext : JsonSerializerContext;
