using Harness.Fixtures.Transcripts;
using Harness.Mocks.Journal;
using Harness.Wire;

namespace Harness.Mocks.Recording;

/// <summary>Writes down what is relayed on one connection, both directions, and how it ends.</summary>
internal sealed class RelayNotes : IDisposable
{
    private readonly Journal.Journal _journal;
    private readonly JournalConnection _connection;
    private readonly PeerIdentity _identity;
    private readonly Direction _client;
    private readonly Direction _server;
    private readonly Lock _gate = new();
    private bool _over;

    public RelayNotes(Journal.Journal journal, JournalConnection connection, PeerIdentity identity, int maxMessageBytes)
    {
        _journal = journal;
        _connection = connection;
        _identity = identity;
        _client = new Direction(this, Party.Client, WireRole.Server, maxMessageBytes);
        _server = new Direction(this, Party.Server, WireRole.Client, maxMessageBytes);
    }

    /// <summary>How it ended, for a log; null while it goes on.</summary>
    public string? Ending { get; private set; }

    public WireTap TapOf(Party from) => Of(from).Tap;

    /// <summary>That party's bytes end; the first to go is the one that ended it.</summary>
    /// <param name="how"><c>cut</c> or <c>reset</c>.</param>
    public void Ended(Party from, string how)
    {
        lock (_gate)
        {
            if (_over) return;
            _over = true;
            var direction = Of(from);
            var closed = _client.Closed ?? _server.Closed;
            Ending = closed is null ? $"the {Word(from)} {how} it" : $"closed by the {(_client.Closed is null || _server.First ? "server" : "client")} with {closed.Value.Code?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "no code"} {closed.Value.Reason}".TrimEnd();
            if (direction.Closed is null) Record(from, FrameKind.Reset, default, new CloseDetail(null, how));
        }
    }

    /// <summary>The recording ends before the connection: it was observed until now.</summary>
    public void Stopped()
    {
        lock (_gate)
        {
            if (_over) return;
            _over = true;
            Ending = "the recording ended";
            Record(Party.Server, FrameKind.Gap, default, new GapDetail(0));
        }
    }

    public void Dispose()
    {
        _client.Tap.Dispose();
        _server.Tap.Dispose();
        _identity.Dispose();
        _journal.End(_connection);
    }

    private static string Word(Party party) => party == Party.Client ? "client" : "server";

    private Direction Of(Party from) => from == Party.Client ? _client : _server;

    private void Record(Party from, FrameKind kind, ReadOnlyMemory<byte> payload, object? detail = null) => _journal.Record(_connection, kind, from, payload, detail);

    private sealed class Direction : IWireWitness
    {
        private readonly RelayNotes _notes;
        private readonly Party _from;

        public Direction(RelayNotes notes, Party from, WireRole reader, int maxMessageBytes)
        {
            _notes = notes;
            _from = from;
            Tap = new WireTap(reader, maxMessageBytes, this);
        }

        public WireTap Tap { get; }

        /// <summary>This party's close frame.</summary>
        public WireClose? Closed { get; private set; }

        /// <summary>Whether it was the first of the two.</summary>
        public bool First { get; private set; }

        public void Saw(WireOpcode opcode, ReadOnlyMemory<byte> payload)
        {
            var kind = opcode switch
            {
                WireOpcode.Text => FrameKind.Text,
                WireOpcode.Ping => FrameKind.Ping,
                WireOpcode.Pong => FrameKind.Pong,
                _ => FrameKind.Binary,
            };
            _notes.Record(_from, kind, payload.ToArray());
            if (kind == FrameKind.Text && _from == Party.Client) _notes._identity.Heard(payload);
        }

        public void SawClose(WireClose close)
        {
            Closed ??= close;
            First = (_from == Party.Client ? _notes._server : _notes._client).Closed is null;
            _notes.Record(_from, FrameKind.Close, default, new CloseDetail(close.Code, close.Reason));
        }

        public void SawBroken(WireViolation violation, ReadOnlyMemory<byte> frame) =>
            _notes.Record(_from, FrameKind.Binary, frame, new CloseDetail(null, $"{violation.Kind} §{violation.Section}: {violation.Message}"));

        public void Missed() => _notes.Record(_from, FrameKind.Gap, default, new GapDetail(1));
    }
}
