using System.Reflection;

namespace Bigin.OAuth.Tests.Conventions;

/// <summary>The name of a member in the XML documentation file (C# specification, annex D.4.2).</summary>
internal static class DocumentationId
{
    internal static string Of(MemberInfo member) => member switch
    {
        Type type => "T:" + Name(type),
        FieldInfo field => $"F:{Name(field.DeclaringType!)}.{field.Name}",
        EventInfo @event => $"E:{Name(@event.DeclaringType!)}.{@event.Name}",
        PropertyInfo property => $"P:{Name(property.DeclaringType!)}.{property.Name}{Parameters(property.GetIndexParameters())}",
        ConstructorInfo constructor => $"M:{Name(constructor.DeclaringType!)}.#ctor{Parameters(constructor.GetParameters())}",
        MethodInfo method => $"M:{Name(method.DeclaringType!)}.{method.Name}{Arity(method)}{Parameters(method.GetParameters())}",
        _ => throw new ArgumentOutOfRangeException(nameof(member), member, "This kind of member has no documentation."),
    };

    private static string Name(Type type) => type.FullName!.Replace('+', '.');

    private static string Arity(MethodInfo method) => method.IsGenericMethod ? $"``{method.GetGenericArguments().Length}" : "";

    private static string Parameters(ParameterInfo[] parameters) =>
        parameters.Length == 0 ? "" : $"({string.Join(',', parameters.Select(parameter => Reference(parameter.ParameterType)))})";

    private static string Reference(Type type) => type switch
    {
        { IsByRef: true } => Reference(type.GetElementType()!) + "@",
        { IsArray: true } => Reference(type.GetElementType()!) + "[]",
        { IsGenericMethodParameter: true } => $"``{type.GenericParameterPosition}",
        { IsGenericParameter: true } => $"`{type.GenericParameterPosition}",
        { IsGenericType: true } => Open(type) + $"{{{string.Join(',', type.GetGenericArguments().Select(Reference))}}}",
        _ => Name(type),
    };

    private static string Open(Type type) => Name(type.GetGenericTypeDefinition()).Split('`')[0];
}
