namespace Harness.Mocks.Recording;

/// <summary>Which headers are passed on: all but those that belong to one hop (RFC 9110 §7.6.1), and those that the recorder writes itself.</summary>
internal static class ForwardedHeaders
{
    private static readonly HashSet<string> Hop = new(StringComparer.OrdinalIgnoreCase)
    {
        "Connection", "Keep-Alive", "Proxy-Connection", "Proxy-Authenticate", "Proxy-Authorization", "TE", "Trailer", "Transfer-Encoding", "Upgrade", "Content-Length", "Expect",
    };

    /// <summary>Of a plain request or its answer.</summary>
    public static bool Passes(string name) => !Hop.Contains(name);

    /// <summary>
    /// Of a handshake, for the target. No extension is offered to it: compressed frames would tell nothing to whoever reads the recording.
    /// </summary>
    public static IReadOnlyList<KeyValuePair<string, string?>> OfHandshake(IReadOnlyList<KeyValuePair<string, string>> headers)
    {
        List<KeyValuePair<string, string?>> passed =
        [
            .. headers
                .Where(header => !Is(header.Key, "Host") && !Is(header.Key, "Sec-WebSocket-Extensions"))
                .Select(header => KeyValuePair.Create(header.Key, (string?)header.Value)),
        ];

        // What the client left out is left out.
        foreach (var name in (string[])["Upgrade", "Connection", "Sec-WebSocket-Key", "Sec-WebSocket-Version"])
        {
            if (!passed.Exists(header => Is(header.Key, name))) passed.Add(new(name, null));
        }

        return passed;
    }

    public static bool Is(string name, string other) => name.Equals(other, StringComparison.OrdinalIgnoreCase);
}
