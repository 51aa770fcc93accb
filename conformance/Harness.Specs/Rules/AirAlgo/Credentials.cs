using System.Text.Json;
using Harness.Fixtures.Transcripts;

namespace Harness.Specs.Rules.AirAlgo;

/// <summary>Keys and tokens of a session: what the token endpoint said of them, and what became of joins with them.</summary>
internal sealed class Credentials
{
    private const int Most = 10_000;

    private readonly HashSet<string> _refusedKeys = [];
    private readonly HashSet<string> _goodKeys = [];
    private readonly HashSet<string> _triedKeys = [];
    private readonly HashSet<string> _refusedTokens = [];
    private readonly Dictionary<string, string> _issued = [];

    /// <summary>When the client last asked for a token, in microseconds since the start; null before.</summary>
    public long? LastAsked { get; private set; }

    /// <summary>A token was asked for with some key.</summary>
    public bool AnyTried => _triedKeys.Count > 0;

    public bool WasTried(string key) => _triedKeys.Contains(key);

    /// <summary>The token endpoint has no account for that key.</summary>
    public bool IsRefusedKey(string key) => key.Length == 0 || _refusedKeys.Contains(key);

    /// <summary>The token endpoint has issued a token for that key.</summary>
    public bool IsGoodKey(string key) => _goodKeys.Contains(key);

    /// <summary>The token was refused before as invalid or expired.</summary>
    public bool IsRefusedToken(string token) => _refusedTokens.Contains(token);

    /// <summary>It was issued to another key than that.</summary>
    public bool IsAnothers(string token, string key) => _issued.TryGetValue(token, out var owner) && owner != key;

    public void RefuseToken(string token)
    {
        if (_refusedTokens.Count < Most) _refusedTokens.Add(token);
    }

    public void OnExchange(Frame frame, HttpExchange? request)
    {
        if (!AirAlgoWords.IsTokenPath(request?.Path) || frame.Http is not { } http) return;
        var key = AirAlgoWords.Query(request, "api_key");
        if (frame.From == Party.Client)
        {
            LastAsked = frame.T;
            if (key is not null && _triedKeys.Count < Most) _triedKeys.Add(key);
        }
        else if (key is not null && TokenOf(http.Body) is { } token)
        {
            if (_issued.Count < Most) _issued[token] = key;
            if (_goodKeys.Count < Most) _goodKeys.Add(key);
            _refusedKeys.Remove(key);
        }
        else if (key is not null && http.Status is (>= 200 and < 300) or 400 or 401 or 403 or 422)
        {
            // No status for a refusal is documented; one that has nothing to do with the key says nothing about it.
            if (_refusedKeys.Count < Most) _refusedKeys.Add(key);
            _goodKeys.Remove(key);
        }
    }

    private static string? TokenOf(string? body)
    {
        try
        {
            using var json = JsonDocument.Parse(body ?? "");
            return AirAlgoWords.Text(json.RootElement, "access_token");
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            return null;
        }
    }
}
