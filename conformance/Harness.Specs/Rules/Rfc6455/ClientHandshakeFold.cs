using Harness.Fixtures.Transcripts;
using Harness.Specs.Judging;

namespace Harness.Specs.Rules.Rfc6455;

/// <summary>The client's half of the opening handshake: §4.1. A recording without the headers of an upgrade shows nothing of it.</summary>
internal sealed class ClientHandshakeFold : Fold
{
    private const string Get = "rfc6455.handshake.001";
    private const string Host = "rfc6455.handshake.002";
    private const string Upgrade = "rfc6455.handshake.003";
    private const string Key = "rfc6455.handshake.004";
    private const string FreshKey = "rfc6455.handshake.005";
    private const string Version = "rfc6455.handshake.006";
    private const int MostKeys = 1000;

    private readonly HashSet<string> _keys = [];
    private readonly Queue<string> _keysInOrder = new();

    public static IReadOnlyList<string> Clauses { get; } = [Get, Host, Upgrade, Key, FreshKey, Version];

    public override bool IgnoresGaps => true;

    public override void OnFrame(FrameView frame, FindingSink findings)
    {
        if (frame is { Kind: FrameKind.Reset, Connection: { IsWebSocket: true, AcceptedAt: null, RefusedAt: null } unanswered }) Forget(unanswered);
        if (frame is not { Kind: FrameKind.Open, From: Party.Client, Frame.Http: { } http }) return;
        var key = http.Header("Sec-WebSocket-Key")?.Trim();
        if (key is null && http.Header("Upgrade") is null && http.Header("Sec-WebSocket-Version") is null) return;
        findings.Applied();
        if (http.Method is not (null or "GET")) findings.Report(Get, frame, "The handshake is no GET", "GET", http.Method);
        if (string.IsNullOrWhiteSpace(http.Header("Host"))) findings.Report(Host, frame, "The handshake names no host", "a Host header", "none");
        JudgeUpgrade(frame, http, findings);
        JudgeKey(frame, key, findings);
        if (http.Header("Sec-WebSocket-Version")?.Trim() is not "13")
        {
            findings.Report(Version, frame, "The handshake asks for another version of the protocol", "Sec-WebSocket-Version: 13", http.Header("Sec-WebSocket-Version") ?? "no such header");
        }
    }

    private static void JudgeUpgrade(FrameView frame, HttpExchange http, FindingSink findings)
    {
        if (HeaderTokens.Contains(http, "Upgrade", "websocket") && HeaderTokens.Contains(http, "Connection", "Upgrade")) return;
        findings.Report(
            Upgrade, frame, "The handshake does not ask for an upgrade to WebSocket", "Upgrade: websocket and Connection: Upgrade",
            $"Upgrade: {http.Header("Upgrade") ?? "(none)"} and Connection: {http.Header("Connection") ?? "(none)"}");
    }

    /// <summary>HTTP libraries repeat a request that was never answered, key and all: no connection had come of it.</summary>
    private void Forget(Connection unanswered)
    {
        if (unanswered.Request?.Header("Sec-WebSocket-Key")?.Trim() is { } key) _keys.Remove(key);
    }

    private void JudgeKey(FrameView frame, string? key, FindingSink findings)
    {
        Span<byte> bytes = stackalloc byte[24];
        if (key is not { Length: 24 } || !Convert.TryFromBase64String(key, bytes, out var length) || length != 16)
        {
            findings.Report(Key, frame, "Sec-WebSocket-Key is not the base64 of 16 bytes", "24 characters of base64", key ?? "no such header");
        }
        else if (!_keys.Add(key))
        {
            findings.Report(FreshKey, frame, "Sec-WebSocket-Key was used before in this session", "a key drawn anew for each connection", key);
        }
        else
        {
            _keysInOrder.Enqueue(key);
            if (_keysInOrder.Count > MostKeys) _keys.Remove(_keysInOrder.Dequeue());
        }
    }
}
