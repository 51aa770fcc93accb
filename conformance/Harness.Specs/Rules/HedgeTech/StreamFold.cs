using System.Globalization;
using Harness.Fixtures.Transcripts;
using Harness.Specs.Judging;
using Harness.Specs.Verdicts;

namespace Harness.Specs.Rules.HedgeTech;

/// <summary>
/// Every subscribed symbol and channel is served. Silence alone proves nothing, since a market may be closed or a symbol quiet: it is told as
/// INCONCLUSIVE, so that nobody takes a green line for it.
/// </summary>
internal sealed class StreamFold(HedgeTechSession session, StreamClauses clauses) : Fold
{
    /// <summary>What "at once" may take for a first message.</summary>
    private static readonly long First = Seconds.Of(5);

    /// <summary>Silence that is worth a word.</summary>
    private static readonly long Silence = Seconds.Of(30);

    /// <summary>What a server sends this soon after its first message may all be the state that it begins with.</summary>
    private static readonly long Burst = Seconds.Of(1);

    /// <summary>Messages for others that make the silence of one telling.</summary>
    private const int Others = 10;

    private readonly PerConnection<Stream> _streams = new(() => new Stream());
    private readonly Waits<(Connection Connection, Wait For)> _waits = new();

    public override bool IgnoresGaps => true;

    public override void OnFrame(FrameView frame, FindingSink findings)
    {
        switch (frame.Kind)
        {
            case FrameKind.Open when frame.From == Party.Server:
                Begin(frame, findings);
                break;
            case FrameKind.Text when frame.From == Party.Server && session.Message is { } message && _streams.Find(frame.Connection) is { } stream:
                if (stream.Messages++ == 0) JudgeBegin(frame, stream, findings);
                else if (frame.T - stream.BeganAt > Burst) _waits.Stop((frame.Connection, Wait.More));
                if (message.Symbol >= 0 && (message.Channel >= 0 || HasOneChannel)) stream.Seen.Add((message.Symbol, HasOneChannel ? 0 : message.Channel));
                break;
            case FrameKind.Close or FrameKind.Reset or FrameKind.Gap:
                if (frame.Kind == FrameKind.Gap && _waits.Contains((frame.Connection, Wait.Any))) findings.Lost(clauses.Streams, frame);
                Forget(frame.Connection);
                break;
        }
    }

    public override void OnTime(long now, FindingSink findings)
    {
        foreach (var (connection, wait) in _waits.TakeDue(now, findings))
        {
            if (_streams.Find(connection) is not { } stream || session.Of(connection) is not { } request) continue;
            switch (wait)
            {
                case Wait.First:
                    JudgeFirst(connection, request, stream, findings);
                    break;
                case Wait.Any:
                    JudgeSilence(connection, request, stream, findings);
                    break;
                default:
                    Doubt(clauses.Streams, connection, "brought nothing after its first messages", "messages in real time", "silence since then", findings);
                    break;
            }
        }
    }

    private void Begin(FrameView frame, FindingSink findings)
    {
        if (session.Of(frame.Connection) is not { IsComplete: true } request) return;
        if (RequestFaults.Find(request, session.ChannelsToAsk, 0) is not (RequestFault.None or RequestFault.WrappedToken)) return;
        _streams.Of(frame.Connection);
        _waits.Start((frame.Connection, Wait.First), frame.T + First, findings);
        _waits.Start((frame.Connection, Wait.Any), frame.T + Silence, findings);
    }

    private void JudgeBegin(FrameView frame, Stream stream, FindingSink findings)
    {
        findings.Applied();
        stream.BeganAt = frame.T;
        _waits.Start((frame.Connection, Wait.More), frame.T + Silence, findings);
        if (clauses.Begins is not { } clause || frame.Connection.AcceptedAt is not { } accepted || frame.T - accepted <= First) return;
        findings.Inconclusive(
            clause, frame, "The first message comes late: a quiet market, or a server that does not begin at once", $"a message within {Seconds.Show(First)}",
            $"the first one after {Seconds.Show(frame.T - accepted)}");
    }

    private void JudgeFirst(Connection connection, HandshakeRequest request, Stream stream, FindingSink findings)
    {
        if (stream.Messages == 0) return;
        var missing = Pairs(request).Where(pair => !stream.Seen.Contains((pair.Symbol, pair.Channel)))
            .Select(pair => HasOneChannel ? request.Symbols[pair.Symbol] : $"{request.Symbols[pair.Symbol]} {Word(pair.Channel)}").ToList();
        if (missing.Count == 0) return;
        findings.Report(
            clauses.FirstMessages, (Frame?)null, $"Connection {connection.Number} has no first message for some of what it asked for",
            $"one for each {(HasOneChannel ? session.SymbolWord : "symbol and channel")} within {Seconds.Show(First)}", $"none for {string.Join("; ", missing.Take(5))}{(missing.Count > 5 ? "; …" : "")}");
    }

    private void JudgeSilence(Connection connection, HandshakeRequest request, Stream stream, FindingSink findings)
    {
        if (stream.Messages == 0)
        {
            Doubt(clauses.Streams, connection, "brought no message", "messages in real time", "silence", findings);
            return;
        }

        if (stream.Messages < Others) return;
        for (var symbol = 0; symbol < request.Symbols.Count; symbol++)
        {
            if (!stream.Seen.Any(seen => seen.Symbol == symbol)) Doubt(clauses.EverySymbol, connection, $"brought no message for {request.Symbols[symbol]}", $"messages for every {session.SymbolWord}", Count(stream), findings);
        }

        foreach (var channel in Pairs(request).Select(pair => pair.Channel).Distinct())
        {
            if (clauses.EveryChannel is { } clause && !stream.Seen.Any(seen => seen.Channel == channel)) Doubt(clause, connection, $"brought no message of {Word(channel)}", "messages of every channel", Count(stream), findings);
        }
    }

    private static void Doubt(string clause, Connection connection, string what, string expected, string actual, FindingSink findings) =>
        findings.Inconclusive(clause, null, $"Connection {connection.Number} {what} in {Seconds.Show(Silence)}: a quiet market, or a server that leaves it out", expected, actual);

    /// <summary>What must bring a message: fund-info and contract-info are silent for most symbols.</summary>
    private IEnumerable<(int Symbol, int Channel)> Pairs(HandshakeRequest request)
    {
        for (var symbol = 0; symbol < request.Symbols.Count; symbol++)
        {
            if (request.Symbols.Take(symbol).Contains(request.Symbols[symbol])) continue;
            if (HasOneChannel) yield return (symbol, 0);
            else foreach (var word in request.Channels.Distinct())
            {
                if (word is not ("fund-info" or "contract-info")) yield return (symbol, IndexOf(word));
            }
        }
    }

    /// <summary>Nobody asks for channels: whatever comes for a symbol serves it.</summary>
    private bool HasOneChannel => session.ChannelsToAsk.Count == 0;

    private int IndexOf(string word)
    {
        for (var i = 0; i < session.Protocol.Channels.Count; i++)
        {
            if (session.Protocol.Channels[i] == word) return i;
        }

        return -1;
    }

    private string Word(int channel) => session.Protocol.Channels[channel];

    private static string Count(Stream stream) => string.Create(CultureInfo.InvariantCulture, $"{stream.Messages} messages for others");

    private void Forget(Connection connection)
    {
        _streams.Forget(connection);
        _waits.Stop((connection, Wait.First));
        _waits.Stop((connection, Wait.Any));
        _waits.Stop((connection, Wait.More));
    }

    /// <summary>What a connection owes: first messages for whatever it asked for, anything at all, something after the first ones.</summary>
    private enum Wait
    {
        First,
        Any,
        More,
    }

    private sealed class Stream
    {
        /// <summary>When its first message came.</summary>
        public long BeganAt { get; set; }

        public long Messages { get; set; }

        /// <summary>Bounded by what the handshake asked for.</summary>
        public HashSet<(int Symbol, int Channel)> Seen { get; } = [];
    }
}

/// <summary>
/// The clauses of <see cref="StreamFold"/>: messages flow; for every symbol; of every channel, where channels are asked for; first ones at once; and that
/// the stream begins at once, where the document says so.
/// </summary>
internal sealed record StreamClauses(string Streams, string EverySymbol, string? EveryChannel, string FirstMessages, string? Begins = null) : ClauseSet;
