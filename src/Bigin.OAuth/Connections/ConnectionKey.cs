using System.Runtime.CompilerServices;

namespace Bigin.OAuth;

/// <summary>What the host's own name for a connection has to look like.</summary>
internal static class ConnectionKey
{
    internal const int MaxLength = 200;

    internal static void ThrowIfInvalid(string key, [CallerArgumentExpression(nameof(key))] string? parameterName = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(key, parameterName);
        if (key.Length > MaxLength)
        {
            throw new ArgumentException($"A key is at most {MaxLength} characters long.", parameterName);
        }

        // Every database has to give back what it was given, and half a surrogate pair has no UTF-8.
        if (key.Any(char.IsControl) || !IsUnicode(key))
        {
            throw new ArgumentException("A key holds no control characters and no halves of surrogate pairs.", parameterName);
        }
    }

    internal static bool IsUnicode(string key)
    {
        for (int i = 0; i < key.Length; i++)
        {
            if (char.IsSurrogate(key[i]) && !(i + 1 < key.Length && char.IsSurrogatePair(key[i], key[++i])))
            {
                return false;
            }
        }

        return true;
    }
}
