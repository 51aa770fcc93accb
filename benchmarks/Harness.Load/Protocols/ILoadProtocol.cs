using Harness.Load.Clients;

namespace Harness.Load.Protocols;

/// <summary>
/// What a load client has to know of a protocol beyond its probe: what to say after the handshake, and where in a message its time stands. One object serves
/// all clients of a run; <see cref="Read"/> must not allocate for market data.
/// </summary>
internal interface ILoadProtocol
{
    /// <summary>Slug.</summary>
    string Protocol { get; }

    /// <summary>Why the age of a message cannot be told; null where its own time tells it.</summary>
    string? NoLatency => null;

    /// <summary>Why there is nothing to ask the server for; null where there is.</summary>
    string? NoRoundTrips(LoadOptions options);

    /// <summary>What a round trip is, for the report.</summary>
    string RoundTrip { get; }

    /// <summary>How often <see cref="Beat"/> is called on each connection; null for never.</summary>
    TimeSpan? Heartbeat => null;

    /// <summary>The handshake is over: logs in, or subscribes.</summary>
    void Begin(LoadClient client);

    /// <summary>Reads one message, and answers it where that is needed.</summary>
    Reading Read(LoadClient client, ReadOnlySpan<byte> message);

    /// <summary>Asks for something whose answer <see cref="Read"/> tells the client of.</summary>
    void Ask(LoadClient client)
    {
    }

    /// <summary>Says that the client is alive.</summary>
    void Beat(LoadClient client)
    {
    }
}

/// <summary>What was read out of a message.</summary>
/// <param name="IsData">Market data, and no reply or event.</param>
/// <param name="Sent">Its own time in microseconds, comparable within a stream; null where it has none.</param>
/// <param name="Age">From then until now, in microseconds; negative where the clocks differ.</param>
/// <param name="Stream">Which symbol and channel it is of, hashed.</param>
internal readonly record struct Reading(bool IsData, long? Sent = null, long Age = 0, uint Stream = 0)
{
    public static Reading Other => default;

    /// <summary>Market data with its time in milliseconds since the epoch.</summary>
    public static Reading OfMillis(long? millis, long nowMicros, uint stream) =>
        millis is { } sent ? new Reading(true, sent * 1000, nowMicros - (sent * 1000), stream) : new Reading(true, null, 0, stream);

    /// <summary>FNV-1a, to be continued with another text.</summary>
    public static uint Hash(ReadOnlySpan<byte> text, uint from = 2_166_136_261)
    {
        foreach (var one in text) from = (from ^ one) * 16_777_619;
        return from;
    }
}
