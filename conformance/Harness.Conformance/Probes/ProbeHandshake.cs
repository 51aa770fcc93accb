using System.Security.Cryptography;
using Harness.Fixtures.Transcripts;
using Harness.Wire.Handshakes;

namespace Harness.Conformance.Probes;

/// <summary>A handshake written out in full, standard headers included, so that a recording holds what the server was really asked.</summary>
internal sealed record ProbeHandshake
{
    private ProbeHandshake(Uri url, HttpExchange exchange)
    {
        Url = url;
        Exchange = exchange;
    }

    public Uri Url { get; }

    /// <summary>As a transcript holds it.</summary>
    public HttpExchange Exchange { get; }

    public static ProbeHandshake Of(ProbeTarget target, ProbeRequest request)
    {
        var url = target.Socket(RequestContent.Target(request.Path, request.Query));
        IReadOnlyList<KeyValuePair<string, string>> headers =
        [
            new("Host", url.IsDefaultPort ? url.IdnHost : FormattableString.Invariant($"{url.IdnHost}:{url.Port}")),
            new("Upgrade", "websocket"),
            new("Connection", "Upgrade"),
            new("Sec-WebSocket-Key", Convert.ToBase64String(RandomNumberGenerator.GetBytes(16))),
            new("Sec-WebSocket-Version", WireHandshake.Version),
            .. request.Headers,
        ];
        return new ProbeHandshake(url, new HttpExchange { Method = "GET", Path = request.Path, Query = request.Query, Headers = headers });
    }

    /// <summary>As the wire takes it.</summary>
    public UpgradeRequest ToRequest() => new(Url) { Headers = [.. Exchange.Headers.Select(header => KeyValuePair.Create(header.Key, (string?)header.Value))] };
}
