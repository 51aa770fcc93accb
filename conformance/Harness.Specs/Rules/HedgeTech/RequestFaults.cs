namespace Harness.Specs.Rules.HedgeTech;

/// <summary>Finds what is wrong with a request from what the wire shows of it.</summary>
internal static class RequestFaults
{
    /// <summary>Between the server's clock and ours; an expiry this near is nobody's fault.</summary>
    private const int SkewSeconds = 60;

    /// <param name="request">The request.</param>
    /// <param name="channels">The channels there are; empty where the protocol has none.</param>
    /// <param name="now">When it was made, in seconds since the epoch.</param>
    public static RequestFault Find(HandshakeRequest request, IReadOnlyList<string> channels, long now)
    {
        if (request.Credential is not { Secret.Length: > 0 } credential) return RequestFault.NoToken;
        if (WhyBad(request, now) is not null) return RequestFault.BadToken;
        if (!request.IsAsIssued && (credential.Scheme.Length > 0 || credential.Secret[0] == '"')) return RequestFault.WrappedToken;
        if (!HandshakeRequest.HasValues(request.Symbols)) return RequestFault.Missing;
        if (request.Symbols.Any(symbol => symbol.Contains(',', StringComparison.Ordinal))) return RequestFault.Joined;
        if (channels.Count == 0) return RequestFault.None;
        if (!HandshakeRequest.HasValues(request.Channels)) return RequestFault.Missing;
        if (request.Channels.All(channels.Contains)) return RequestFault.None;
        if (request.Channels.Any(channel => channel.Split(',', StringSplitOptions.TrimEntries) is { Length: > 1 } pieces && pieces.All(channels.Contains))) return RequestFault.Joined;
        return request.Channels.Any(channels.Contains) ? RequestFault.SomeBadChannels : RequestFault.BadChannels;
    }

    /// <summary>Why the token cannot be valid, or null where it may be.</summary>
    public static string? WhyBad(HandshakeRequest request, long now)
    {
        if (request.Jwt is not { } jwt) return request.IsIssuedHere ? null : "a token that is no JWT";
        if (jwt.SignatureValid == false) return "a JWT with a wrong signature";
        if ("none".Equals(jwt.Algorithm, StringComparison.OrdinalIgnoreCase)) return "a JWT that nobody signed (alg none)";
        return jwt.Expires is { } expires && now > expires + SkewSeconds ? $"a JWT that expired {now - expires} s before" : null;
    }
}
