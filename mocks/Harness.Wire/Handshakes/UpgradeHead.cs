using System.Text;

namespace Harness.Wire.Handshakes;

/// <summary>The client's half of RFC 6455 §4.1: the request it makes, and what it must check in a 101.</summary>
internal static class UpgradeHead
{
    /// <summary>Writes the request; headers of the caller replace standard ones of the same name, or leave them out.</summary>
    /// <param name="key">The key that the request carries in the end, for the accept key; null if the caller left it out.</param>
    public static string Write(UpgradeRequest request, string freshKey, out string? key)
    {
        List<KeyValuePair<string, string>> headers =
        [
            new("Host", request.Url.IsDefaultPort ? request.Url.IdnHost : $"{request.Url.IdnHost}:{request.Url.Port}"),
            new("Upgrade", "websocket"),
            new("Connection", "Upgrade"),
            new("Sec-WebSocket-Key", freshKey),
            new("Sec-WebSocket-Version", WireHandshake.Version),
        ];
        headers.RemoveAll(standard => request.Headers.Any(own => Same(own.Key, standard.Key)));
        headers.AddRange(request.Headers.Where(own => own.Value is not null).Select(own => KeyValuePair.Create(own.Key, own.Value!)));
        key = headers.Find(header => Same(header.Key, "Sec-WebSocket-Key")).Value;

        var head = new StringBuilder($"GET {request.Url.PathAndQuery} HTTP/1.1\r\n");
        foreach (var (name, value) in headers) head.Append(Checked(name)).Append(": ").Append(Checked(value)).Append("\r\n");
        return head.Append("\r\n").ToString();
    }

    /// <summary>Judges a 101; null if the connection stands.</summary>
    public static string? Judge(UpgradeRequest request, UpgradeResponse response, string? key)
    {
        if (!WireHandshake.HasToken(response.Header("Upgrade"), "websocket"))
        {
            return $"A 101 must carry 'Upgrade: websocket' (RFC 6455 §4.1), but Upgrade is {WireHandshake.Shown(response.Header("Upgrade"))}.";
        }

        if (!WireHandshake.HasToken(response.Header("Connection"), "Upgrade"))
        {
            return $"A 101 must carry 'Connection: Upgrade' (RFC 6455 §4.1), but Connection is {WireHandshake.Shown(response.Header("Connection"))}.";
        }

        var expected = key is null ? null : WireHandshake.AcceptKey(key.Trim());
        var actual = response.Header("Sec-WebSocket-Accept")?.Trim();
        if (expected is not null && actual != expected)
        {
            return $"Sec-WebSocket-Accept must be '{expected}' for the key '{key}' (RFC 6455 §4.1), but is {WireHandshake.Shown(actual)}.";
        }

        return NotOffered(request, response, "Sec-WebSocket-Extensions") ?? NotOffered(request, response, "Sec-WebSocket-Protocol");
    }

    private static string? NotOffered(UpgradeRequest request, UpgradeResponse response, string name) =>
        response.Header(name) is { } value && !request.Headers.Any(header => Same(header.Key, name) && header.Value is not null)
            ? $"{name} must not be answered where it was not offered (RFC 6455 §4.1), but is {WireHandshake.Shown(value)}."
            : null;

    private static string Checked(string text) => text.AsSpan().IndexOfAny('\r', '\n') < 0
        ? text
        : throw new ArgumentException($"A header must not contain a line break, but {WireHandshake.Shown(text.ReplaceLineEndings("⏎"))} does.", nameof(text));

    private static bool Same(string one, string other) => one.Equals(other, StringComparison.OrdinalIgnoreCase);
}
