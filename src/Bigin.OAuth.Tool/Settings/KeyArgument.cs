using System.CommandLine;

namespace Bigin.OAuth.Tool.Settings;

/// <summary>The argument that names a connection.</summary>
internal static class KeyArgument
{
    internal const string Default = "default";

    internal static Argument<string> Create() => Create(new Argument<string>("key") { Description = "The name of the connection." });

    internal static Argument<string> CreateOptional() => Create(new Argument<string>("key")
    {
        Description = $"The name of the connection. Without it, {Default}.",
        DefaultValueFactory = _ => Default,
    });

    private static Argument<string> Create(Argument<string> argument)
    {
        argument.Validators.Add(result =>
        {
            if (result.Tokens is not [{ Value: var key }])
            {
                return;
            }

            try
            {
                ConnectionKey.ThrowIfInvalid(key);
            }
            catch (ArgumentException exception)
            {
                result.AddError(exception.Message.Split(" (Parameter", StringSplitOptions.None)[0]);
            }
        });
        return argument;
    }
}
