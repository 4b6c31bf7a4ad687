using System.ComponentModel;
using System.Reflection;
using Bigin.OAuth.AspNetCore;
using Bigin.OAuth.Emulator;
using Bigin.OAuth.EntityFrameworkCore;
using Bigin.OAuth.Interactive;

namespace Bigin.OAuth.Tests.Conventions;

/// <summary>The assemblies that the conventions are about.</summary>
internal static class Library
{
    internal const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    internal static Assembly Assembly => typeof(BiginOAuthOptions).Assembly;

    /// <summary>Gets the assemblies whose types a host names: the core and what stands on it.</summary>
    internal static Assembly[] Assemblies => [Assembly, typeof(ConnectOutcome).Assembly, typeof(BiginConnectionsDbContext).Assembly, typeof(InteractiveConnectOutcome).Assembly, typeof(BiginEmulator).Assembly];

    /// <summary>Gets the types that a host names. The row of the EF Core store is public only for generated code, and hidden from completion.</summary>
    internal static Type[] PublicTypes =>
        [.. Assemblies.SelectMany(assembly => assembly.GetExportedTypes()).Where(type => type.GetCustomAttribute<EditorBrowsableAttribute>()?.State is not EditorBrowsableState.Never)];
}
