namespace Harness.Mocks.Scripting;

/// <summary>What a script can do to a connection below the message.</summary>
internal interface IWireFaults
{
    /// <summary>Puts bytes on the stream as they are, frame header included, in order with other sends.</summary>
    /// <param name="bytes">Not written to afterwards.</param>
    /// <param name="message">What the journal shows for them, where they amount to a text message.</param>
    void SendRaw(ReadOnlyMemory<byte> bytes, ReadOnlyMemory<byte>? message);

    /// <summary>Neither reads nor writes until <see cref="Resume"/>.</summary>
    void Stall();

    void Resume();

    /// <summary>At most so many bytes a second leave from now on; null lifts the limit.</summary>
    void Throttle(long? bytesPerSecond);

    /// <summary>Pings of the client are answered so much later, or never where null.</summary>
    void WithholdPong(TimeSpan? late);
}
