namespace Harness.Wire.Frames;

/// <summary>Where masking keys come from. May be shared by connections, so it must be safe to call from any thread.</summary>
public interface IMaskSource
{
    /// <summary>Fills a masking key, or a handshake key, with bytes that the other side cannot guess (RFC 6455 §5.3).</summary>
    void Fill(Span<byte> key);
}
