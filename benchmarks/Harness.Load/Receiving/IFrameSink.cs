namespace Harness.Load.Receiving;

/// <summary>Takes a server's frames as they come out of its bytes.</summary>
internal interface IFrameSink
{
    /// <summary>A whole message, its fragments joined. <paramref name="payload"/> is good until the call returns.</summary>
    void OnMessage(bool isText, ReadOnlySpan<byte> payload);

    /// <summary>A ping, pong or close frame, by its opcode.</summary>
    void OnControl(int opcode, ReadOnlySpan<byte> payload);

    /// <summary>The server broke RFC 6455: what follows cannot be read.</summary>
    void OnViolation(string what);
}
