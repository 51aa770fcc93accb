using Harness.Fixtures.Transcripts;

namespace Harness.Specs.Judging;

/// <summary>One connection of a session, or one HTTP exchange, as far as it has been seen.</summary>
public sealed class Connection
{
    internal Connection(int number) => Number = number;

    public int Number { get; }

    /// <summary>The request that began it; null while its beginning has not been seen, as after a gap.</summary>
    public HttpExchange? Request { get; internal set; }

    /// <summary>When the request was seen.</summary>
    public long RequestedAt { get; internal set; }

    /// <summary>It is, or tries to be, a WebSocket: the beginning was an open frame.</summary>
    public bool IsWebSocket { get; internal set; }

    /// <summary>When the server answered the handshake with 101; null before, and for ever where it refused.</summary>
    public long? AcceptedAt { get; internal set; }

    /// <summary>When the server answered the handshake with something else.</summary>
    public long? RefusedAt { get; internal set; }

    /// <summary>The first close frame or reset: the end as its cause made it.</summary>
    public Frame? End { get; internal set; }

    /// <summary>Text and binary frames seen so far, by party.</summary>
    public long Messages(Party from) => from == Party.Client ? ClientMessages : ServerMessages;

    /// <summary>Accepted, and neither side has ended it.</summary>
    public bool IsOpen => AcceptedAt is not null && End is null;

    /// <summary>Frames of it are missing.</summary>
    public bool HasGap { get; internal set; }

    internal long ClientMessages { get; set; }

    internal long ServerMessages { get; set; }

    internal bool ClosedByClient { get; set; }

    internal bool ClosedByServer { get; set; }

    internal bool IsOver { get; set; }
}
