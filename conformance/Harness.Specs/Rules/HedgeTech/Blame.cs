namespace Harness.Specs.Rules.HedgeTech;

/// <summary>What a rejection's reason blames. No document fixes its words, so that only plain ones are believed, and several together prove nothing.</summary>
[Flags]
internal enum Blame
{
    Nothing = 0,

    /// <summary>The token itself: invalid, expired, revoked.</summary>
    Token = 1,

    /// <summary>The symbols or contracts.</summary>
    Symbols = 2,

    /// <summary>What the account may see.</summary>
    Access = 4,

    /// <summary>"Unauthorized": the token, or what the account may see.</summary>
    Authorization = 8,
}

/// <summary>Reads reasons.</summary>
internal static class Blaming
{
    private static readonly (Blame Blame, string[] Words)[] Known =
    [
        (Blame.Token, ["token", "jwt", "bearer", "expire", "revoke", "signature"]),
        (Blame.Symbols, ["symbol", "isin", "contract"]),
        (Blame.Access, ["access", "permi", "forbid", "not allowed"]),
        (Blame.Authorization, ["authori", "authenti"]),
    ];

    public static Blame Of(string? reason)
    {
        if (string.IsNullOrWhiteSpace(reason)) return Blame.Nothing;

        // An access token is a token.
        var text = reason.Replace("access token", "token", StringComparison.OrdinalIgnoreCase).Replace("access_token", "token", StringComparison.OrdinalIgnoreCase);
        var blame = Blame.Nothing;
        foreach (var (cause, words) in Known)
        {
            if (Array.Exists(words, word => text.Contains(word, StringComparison.OrdinalIgnoreCase))) blame |= cause;
        }

        return blame;
    }

    /// <summary>The reason blames the token and nothing else.</summary>
    public static bool IsToken(this Blame blame) => (blame & ~Blame.Authorization) == Blame.Token;
}
