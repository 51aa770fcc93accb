using System.Text;
using Harness.Fixtures.Transcripts;

namespace Harness.Specs.Tests.Rules.Rfc6455;

/// <summary>What a peer may do wrong below its protocol. The stories name no protocol that has rules of its own.</summary>
public sealed class Rfc6455RulesTests
{
    public static TheoryData<Story> Handshakes() => Stories.Table(
        ("a good handshake", () => New().Open("/"), []),
        ("a recording without headers", () => New().Ask("/", ("Host", "x")).Accept(), []),
        ("POST", () => New().Request("POST", "/").Response(200).Open("/"), []),
        ("no host", () => New().Ask("/", ("Host", "")).Refuse(400), ["FAIL rfc6455.handshake.002"]),
        ("no upgrade", () => New().Ask("/", ("Connection", "keep-alive")).Refuse(400), ["FAIL rfc6455.handshake.003"]),
        ("an upgrade among other words", () => New().Ask("/", ("Connection", "keep-alive, Upgrade"), ("Upgrade", "WebSocket")).Accept(), []),
        ("a key of another length", () => New().Ask("/", ("Sec-WebSocket-Key", "abc")).Refuse(400), ["FAIL rfc6455.handshake.004"]),
        ("the same key twice", () => New().Ask("/", ("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==")).Accept().Ask("/", ("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==")).Accept(), ["FAIL rfc6455.handshake.005"]),
        ("the same key again after no answer", () => New().Ask("/", ("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==")).Reset(Party.Server).Ask("/", ("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==")).Accept(), []),
        ("another version", () => New().Ask("/", ("Sec-WebSocket-Version", "8")).Refuse(426), ["FAIL rfc6455.handshake.006"]),
        ("an answer without upgrade", () => New().Ask("/").Accept(("Upgrade", "")), ["FAIL rfc6455.handshake.008"]),
        ("a wrong accept", () => New().Ask("/").Accept(("Sec-WebSocket-Accept", "abc")), ["FAIL rfc6455.handshake.009"]),
        ("a subprotocol that was offered", () => New().Ask("/", ("Sec-WebSocket-Protocol", "a, b")).Accept(("Sec-WebSocket-Protocol", "b")), []),
        ("a subprotocol of its own", () => New().Ask("/").Accept(("Sec-WebSocket-Protocol", "b")), ["FAIL rfc6455.handshake.010"]),
        ("an extension of its own", () => New().Ask("/").Accept(("Sec-WebSocket-Extensions", "permessage-deflate; x=1")), ["FAIL rfc6455.handshake.011"]),
        ("an extension that was offered", () => New().Ask("/", ("Sec-WebSocket-Extensions", "permessage-deflate; client_max_window_bits")).Accept(("Sec-WebSocket-Extensions", "permessage-deflate")), []));

    [Theory]
    [MemberData(nameof(Handshakes))]
    public void Handshake_is_judged(Story story) => story.Check();

    public static TheoryData<Story> Frames() => Stories.Table(
        ("an unmasked frame", () => Broken(Party.Client, "NotMasked"), ["FAIL rfc6455.mask.001"]),
        ("a masked frame", () => Broken(Party.Server, "Masked"), ["FAIL rfc6455.mask.002"]),
        ("reserved bits", () => Broken(Party.Client, "ReservedBits"), ["FAIL rfc6455.frame.001"]),
        ("reserved bits of a server", () => Broken(Party.Server, "ReservedBits"), ["FAIL rfc6455.frame.002"]),
        ("a reserved opcode", () => Broken(Party.Client, "ReservedOpcode"), ["FAIL rfc6455.frame.003"]),
        ("a reserved opcode of a server", () => Broken(Party.Server, "ReservedOpcode"), ["FAIL rfc6455.frame.004"]),
        ("a long length", () => Broken(Party.Client, "LengthNotMinimal"), ["FAIL rfc6455.frame.005"]),
        ("a long length of a server", () => Broken(Party.Server, "LengthTooLarge"), ["FAIL rfc6455.frame.006"]),
        ("a fragmented ping", () => Broken(Party.Client, "FragmentedControl"), ["FAIL rfc6455.frame.007"]),
        ("a long ping of a server", () => Broken(Party.Server, "ControlTooLong"), ["FAIL rfc6455.frame.008"]),
        ("a stray continuation", () => Broken(Party.Client, "UnexpectedContinuation"), ["FAIL rfc6455.frame.009"]),
        ("a message within a message", () => Broken(Party.Server, "ExpectedContinuation"), ["FAIL rfc6455.frame.010"]),
        ("a close frame of one byte", () => Broken(Party.Client, "ClosePayload"), ["FAIL rfc6455.close.005"]),
        ("a close frame of one byte from a server", () => Broken(Party.Server, "ClosePayload"), ["FAIL rfc6455.close.006"]),
        ("a close code that cannot be", () => Broken(Party.Client, "CloseCode"), ["FAIL rfc6455.close.009"]),
        ("a message that is too big breaks no rule", () => Broken(Party.Client, "MessageTooBig"), []),
        ("text that is no UTF-8", () => Broken(Party.Client, "InvalidUtf8", "text must be UTF-8"), ["FAIL rfc6455.text.001"]),
        ("a close reason that is no UTF-8", () => Broken(Party.Server, "InvalidUtf8", "the reason of a close frame must be UTF-8"), ["FAIL rfc6455.close.008"]),
        ("text that is no UTF-8 of a client", () => Open().Send(Party.Client, FrameKind.Text, [0xFF]).Closed(Party.Server, 1007), ["FAIL rfc6455.text.001"]),
        ("text that is no UTF-8 of a server", () => Open().Send(Party.Server, FrameKind.Text, [0xFF]).Closed(Party.Client, 1007), ["FAIL rfc6455.text.002"]),
        ("nobody minds bad text", () => Open().Send(Party.Server, FrameKind.Text, [0xFF]).After(11).Observed(), ["FAIL rfc6455.text.002", "FAIL rfc6455.text.003"]),
        ("no server minds bad text", () => Open().Send(Party.Client, FrameKind.Text, [0xFF]).After(11).Observed(), ["FAIL rfc6455.text.001", "FAIL rfc6455.text.004"]),
        ("a reset that only says reset", () => Open().Reset(Party.Client, reason: "reset"), []));

    [Theory]
    [MemberData(nameof(Frames))]
    public void Framing_is_judged(Story story) => story.Check();

    [Theory]
    [InlineData(Party.Server, "Masked", "rfc6455.mask.004")]
    [InlineData(Party.Client, "NotMasked", "rfc6455.mask.003")]
    [InlineData(Party.Server, "ReservedBits", "rfc6455.frame.013")]
    [InlineData(Party.Client, "ReservedOpcode", "rfc6455.frame.014")]
    public void Peer_that_goes_on_after_a_broken_frame_is_told(Party from, string fault, string clause)
    {
        Raw(from, fault).After(11).Observed().Findings().ShouldContain(finding => finding.StartsWith($"FAIL {clause}", StringComparison.Ordinal));
        Raw(from, fault).Closed(from == Party.Client ? Party.Server : Party.Client, 1002).After(11).Observed().Findings()
            .ShouldNotContain(finding => finding.StartsWith($"FAIL {clause}", StringComparison.Ordinal));
    }

    public static TheoryData<Story> Pings() => Stories.Table(
        ("answered", () => Open().Ping(Party.Server, "a").After(1).Pong(Party.Client, "a"), []),
        ("answered by a server", () => Open().Ping(Party.Client, "a").After(1).Pong(Party.Server, "a"), []),
        ("answered late", () => Open().Ping(Party.Server, "a").After(6).Pong(Party.Client, "a"), ["WARN rfc6455.ping.005"]),
        ("answered late by a server", () => Open().Ping(Party.Client, "a").After(6).Pong(Party.Server, "a"), ["WARN rfc6455.ping.006"]),
        ("not answered", () => Open().Ping(Party.Server, "a").After(21).Observed(), ["FAIL rfc6455.ping.001"]),
        ("not answered by a server", () => Open().Ping(Party.Client, "a").After(21).Observed(), ["FAIL rfc6455.ping.002"]),
        ("not answered yet", () => Open().Ping(Party.Server, "a").After(19).Observed(), []),
        ("answered with other data", () => Open().Ping(Party.Server, "a").Pong(Party.Client, "b").After(21).Observed(), ["FAIL rfc6455.ping.003"]),
        ("answered with other data by a server", () => Open().Ping(Party.Client, "a").Pong(Party.Server, "").After(21).Observed(), ["FAIL rfc6455.ping.004"]),
        ("an unasked pong before the answer", () => Open().Ping(Party.Server, "a").Pong(Party.Client, "").Pong(Party.Client, "a").After(21).Observed(), []),
        ("an unasked pong", () => Open().Pong(Party.Client, "a").After(21).Observed(), []),
        ("only the newest answered", () => Open().Ping(Party.Server, "a").Ping(Party.Server, "b").Pong(Party.Client, "b").After(21).Observed(), []),
        ("only the oldest answered", () => Open().Ping(Party.Server, "a").Ping(Party.Server, "b").Pong(Party.Client, "a").After(21).Observed(), ["FAIL rfc6455.ping.001"]),
        ("closed before the answer", () => Open().Ping(Party.Server, "a").Closed(Party.Server, 1000).After(21).Observed(), []));

    [Theory]
    [MemberData(nameof(Pings))]
    public void Pong_is_judged(Story story) => story.Check();

    public static TheoryData<Story> Closings() => Stories.Table(
        ("answered", () => Open().Closed(Party.Server, 1000), []),
        ("not answered", () => Open().Close(Party.Server, 1000).After(11).Observed(), ["FAIL rfc6455.close.003"]),
        ("not answered by a server", () => Open().Close(Party.Client, 1000).After(11).Observed(), ["FAIL rfc6455.close.004"]),
        ("answered by a cut", () => Open().Close(Party.Server, 1000).Reset(Party.Client), ["FAIL rfc6455.close.003"]),
        ("cut by the closer itself", () => Open().Close(Party.Server, 1000).Reset(Party.Server).After(11).Observed(), []),
        ("data after it", () => Open().Close(Party.Server, 1000).Server("{}").Server("{}").Close(Party.Client, 1000), ["FAIL rfc6455.close.002"]),
        ("data after it by a client", () => Open().Close(Party.Client, 1000).Client("{}").Close(Party.Server, 1000), ["FAIL rfc6455.close.001"]),
        ("data until the answer", () => Open().Close(Party.Client, 1000).Server("{}").Close(Party.Server, 1000), []),
        ("no code", () => Open().Closed(Party.Client, null), []),
        ("a reserved code", () => Open().Close(Party.Client, 1005).Close(Party.Server, 1000), ["FAIL rfc6455.close.009"]),
        ("a code nobody assigned", () => Open().Close(Party.Server, 2999).Close(Party.Client, 1000), ["FAIL rfc6455.close.010"]),
        ("a code of one's own", () => Open().Closed(Party.Server, 4000), []),
        ("a registered code", () => Open().Closed(Party.Server, 1013), []));

    [Theory]
    [MemberData(nameof(Closings))]
    public void Closing_is_judged(Story story) => story.Check();

    public static TheoryData<Story> Hammering() => Stories.Table(
        ("ten attempts in ten seconds", () => Open().Reset(Party.Server).Times(10, (story, i) => story.After(0.5).Open("/").Reset(Party.Server)), ["WARN rfc6455.back-off.001", "WARN duties.pace.001"]),
        ("nine attempts", () => Open().Reset(Party.Server).Times(9, (story, i) => story.After(0.5).Open("/").Reset(Party.Server)), []),
        ("a second before each of twelve attempts", () => Open().Reset(Party.Server).Times(12, (story, i) => story.After(1.01).Open("/").Reset(Party.Server)), []),
        ("ten attempts in twelve seconds", () => Open().Reset(Party.Server).Times(10, (story, i) => story.After(1.2).Open("/").Reset(Party.Server)), []),
        ("ten refused attempts", () => Open().Reset(Party.Server).Times(10, (story, i) => story.After(0.5).Ask("/").Refuse(503)), ["WARN rfc6455.back-off.001", "WARN duties.pace.001"]),
        ("ten attempts after 1008", () => Open().Closed(Party.Server, 1008).Times(10, (story, i) => story.After(0.5).Open("/").Closed(Party.Server, 1008)), ["WARN duties.pace.001"]),
        ("twelve first connections", () => New().Times(12, (story, i) => story.Open("/")), []),
        ("twelve connections lost and back at once", () => New().Times(12, (story, i) => story.Open("/")).Times(12, (story, i) => story.On(i + 1).Reset(Party.Server)).Times(12, (story, i) => story.After(0.1).Open("/")), []),
        ("a client that leaves and comes back", () => Open().Closed(Party.Client, 1000).Times(12, (story, i) => story.After(0.1).Open("/").Closed(Party.Client, 1000)), []));

    [Theory]
    [MemberData(nameof(Hammering))]
    public void Pace_is_judged(Story story) => story.Check();

    private static Session New() => new("none");

    private static Session Open() => New().Open("/");

    /// <summary>A connection that the other side ended over a broken frame, as a journal writes it down.</summary>
    private static Session Broken(Party from, string fault, string what = "what was wrong") =>
        Open().Close(from == Party.Client ? Party.Server : Party.Client, 1002).Reset(from, 1002, $"{fault} §5: {what}");

    private static Session Raw(Party from, string fault) => Open().Send(from, FrameKind.Binary, Encoding.ASCII.GetBytes("raw"), $"{fault} §5: ordered");
}
