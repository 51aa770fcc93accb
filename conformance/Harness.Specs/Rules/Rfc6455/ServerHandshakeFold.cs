using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Harness.Fixtures.Transcripts;

namespace Harness.Specs.Rules.Rfc6455;

/// <summary>The server's half of the opening handshake: §4.2.2. A recording without the answer's headers shows only its status.</summary>
internal sealed class ServerHandshakeFold : Fold
{
    private const string Status = "rfc6455.handshake.007";
    private const string Upgrade = "rfc6455.handshake.008";
    private const string Accept = "rfc6455.handshake.009";
    private const string Subprotocol = "rfc6455.handshake.010";
    private const string Extension = "rfc6455.handshake.011";

    public static IReadOnlyList<string> Clauses { get; } = [Status, Upgrade, Accept, Subprotocol, Extension];

    public override bool IgnoresGaps => true;

    public override void OnFrame(FrameView frame, FindingSink findings)
    {
        if (frame is not { Kind: FrameKind.Open, From: Party.Server, Frame.Http: { } answer }) return;
        findings.Applied();
        if (answer.Status is { } status and not 101)
        {
            findings.Report(Status, frame, "The handshake is accepted with another status", "HTTP 101", status.ToString(CultureInfo.InvariantCulture));
        }

        if (answer.Headers.Count == 0 || frame.Connection.Request is not { } request) return;
        if (!HeaderTokens.Contains(answer, "Upgrade", "websocket") || !HeaderTokens.Contains(answer, "Connection", "Upgrade"))
        {
            findings.Report(
                Upgrade, frame, "The answer does not say that it upgrades to WebSocket", "Upgrade: websocket and Connection: Upgrade",
                $"Upgrade: {answer.Header("Upgrade") ?? "(none)"} and Connection: {answer.Header("Connection") ?? "(none)"}");
        }

        JudgeAccept(frame, request, answer, findings);
        Offered(Subprotocol, "Sec-WebSocket-Protocol", "subprotocol", frame, request, answer, findings);
        Offered(Extension, "Sec-WebSocket-Extensions", "extension", frame, request, answer, findings);
    }

    private static void JudgeAccept(FrameView frame, HttpExchange request, HttpExchange answer, FindingSink findings)
    {
        if (request.Header("Sec-WebSocket-Key")?.Trim() is not { } key) return;

        // SHA-1 is what §4.2.2 asks for; nothing secret hangs on it.
        var expected = Convert.ToBase64String(SHA1.HashData(Encoding.ASCII.GetBytes(key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11")));
        if (answer.Header("Sec-WebSocket-Accept")?.Trim() is var actual && actual != expected)
        {
            findings.Report(Accept, frame, "Sec-WebSocket-Accept does not answer the client's key", expected, actual ?? "no such header");
        }
    }

    private static void Offered(string clause, string header, string what, FrameView frame, HttpExchange request, HttpExchange answer, FindingSink findings)
    {
        var offered = HeaderTokens.Of(request, header).Select(Name).ToList();
        foreach (var chosen in HeaderTokens.Of(answer, header).Select(Name))
        {
            if (offered.Contains(chosen, StringComparer.OrdinalIgnoreCase)) continue;
            findings.Report(clause, frame, $"The answer names a{(what[0] == 'e' ? "n" : "")} {what} that was not offered", offered.Count == 0 ? "none" : string.Join(", ", offered), chosen);
        }
    }

    /// <summary>An extension's name without its parameters.</summary>
    private static string Name(string token) => token.Split(';')[0].Trim();
}
