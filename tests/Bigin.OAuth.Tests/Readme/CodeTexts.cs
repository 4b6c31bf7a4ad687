using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Bigin.OAuth.AspNetCore;
using Bigin.OAuth.Emulator;
using Bigin.OAuth.EntityFrameworkCore;
using Bigin.OAuth.Interactive;
using Microsoft.Extensions.Logging;

namespace Bigin.OAuth.Tests.Readme;

/// <summary>The texts that the packages can say: what is compiled into them, and what can be had from them.</summary>
internal static partial class CodeTexts
{
    private static readonly Assembly[] Packages =
    [
        .. new[]
        {
            typeof(BiginOAuthOptions), typeof(ConnectOutcome), typeof(BiginConnectionsDbContext), typeof(InteractiveConnectOutcome),
            typeof(Bigin.OAuth.Tool.BiginCommand), typeof(BiginEmulator),
        }.Select(type => type.Assembly),
    ];

    private const BindingFlags Everywhere = BindingFlags.NonPublic | BindingFlags.Public | BindingFlags.Static | BindingFlags.Instance;

    private static readonly Lazy<string[]> Literals = new(() => [.. Packages.SelectMany(ReadLiterals).Distinct(StringComparer.Ordinal)]);

    /// <summary>Gets the attribute of each log event.</summary>
    internal static LoggerMessageAttribute[] Events { get; } =
    [
        .. Packages.SelectMany(package => package.GetTypes())
            .SelectMany(type => type.GetMethods(Everywhere | BindingFlags.DeclaredOnly))
            .Select(method => method.GetCustomAttribute<LoggerMessageAttribute>()).OfType<LoggerMessageAttribute>(),
    ];

    /// <summary>Gets type and title of each problem.</summary>
    internal static (string Type, string Title)[] Problems { get; } =
    [
        .. from property in typeof(ConnectOutcome).Assembly.GetTypes().Single(type => type.Name == "Problem").GetProperties(Everywhere)
           where property.PropertyType == property.DeclaringType
           let problem = property.GetValue(null)!
           select (Read(problem, "Type"), Read(problem, "Title")),
    ];

    /// <summary>Says whether every piece of a quote, between its ellipses, is compiled into a package.</summary>
    internal static bool AreCompiled(string quote)
    {
        string[] pieces = [.. quote.Split('…').Select(piece => piece.Trim()).Where(piece => piece.Any(char.IsLetterOrDigit))];
        return pieces.Length > 0
            && Array.TrueForAll(pieces, piece => Array.Exists(Literals.Value, text => text.Contains(piece, StringComparison.Ordinal)));
    }

    /// <summary>Gets the text of a log event with … for each value.</summary>
    internal static string WithEllipses(string template) => ValuePattern().Replace(template, "…");

    /// <summary>Gets the hint of a kind of error, for Europe.</summary>
    internal static string GetHint(TokenErrorKind kind)
    {
        Type type = typeof(BiginTokenClient).Assembly.GetType("Bigin.OAuth.TokenRequest", throwOnError: true)!;
        object request = RuntimeHelpers.GetUninitializedObject(type);
        type.GetField($"<{nameof(DataCenter)}>k__BackingField", Everywhere)!.SetValue(request, DataCenter.Europe);
        MethodInfo get = type.Assembly.GetType("Bigin.OAuth.TokenErrorHints", throwOnError: true)!.GetMethod("Get", Everywhere)!;
        return (string)get.Invoke(null, [kind, request])!;
    }

    private static string Read(object problem, string property) => (string)problem.GetType().GetProperty(property)!.GetValue(problem)!;

    private static IEnumerable<string> ReadLiterals(Assembly package)
    {
        using var file = new PEReader(File.OpenRead(package.Location));
        MetadataReader reader = file.GetMetadataReader();
        for (UserStringHandle literal = MetadataTokens.UserStringHandle(1); !literal.IsNil; literal = reader.GetNextHandle(literal))
        {
            yield return reader.GetUserString(literal);
        }
    }

    [GeneratedRegex(@"\{\w+\}")]
    private static partial Regex ValuePattern();
}
