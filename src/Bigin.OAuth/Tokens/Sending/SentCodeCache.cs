using System.Security.Cryptography;
using System.Text;

namespace Bigin.OAuth;

/// <summary>Remembers which codes were sent, as hashes, so that a redirect that is parsed twice does not send its code twice.</summary>
internal sealed class SentCodeCache
{
    // Zoho gives a client ten codes in ten minutes, so the oldest of these have long expired when they are forgotten.
    private const int MaxCodes = 10_000;

    private readonly Dictionary<string, long> _claims = new(StringComparer.Ordinal);
    private readonly Queue<(string Hash, long Claim)> _inOrder = new();
    private readonly object _lock = new();
    private long _lastClaim;

    /// <summary>Claims a code for one request. False where another request has it.</summary>
    internal bool TryAdd(AuthorizationCode code)
    {
        string hash = Hash(code);
        lock (_lock)
        {
            if (!_claims.TryAdd(hash, ++_lastClaim))
            {
                return false;
            }

            _inOrder.Enqueue((hash, _lastClaim));
            if (_inOrder.Count > MaxCodes)
            {
                (string oldest, long claim) = _inOrder.Dequeue();
                Forget(oldest, claim);
            }

            return true;
        }
    }

    /// <summary>Returns whether a request has claimed a code and not given it back.</summary>
    internal bool Contains(AuthorizationCode code)
    {
        string hash = Hash(code);
        lock (_lock)
        {
            return _claims.ContainsKey(hash);
        }
    }

    /// <summary>Gives back a code that was not sent.</summary>
    internal void Remove(AuthorizationCode code)
    {
        string hash = Hash(code);
        lock (_lock)
        {
            _claims.Remove(hash);
        }
    }

    // A code that was given back and claimed again is in the queue twice; only its last claim counts.
    private void Forget(string hash, long claim)
    {
        if (_claims.TryGetValue(hash, out long last) && last == claim)
        {
            _claims.Remove(hash);
        }
    }

    private static string Hash(AuthorizationCode code) => Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(code.Reveal())));
}
