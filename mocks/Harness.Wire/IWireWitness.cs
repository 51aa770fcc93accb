namespace Harness.Wire;

/// <summary>What a <see cref="WireTap"/> reports of one direction of a connection, in wire order. Payloads are valid only during the call.</summary>
public interface IWireWitness
{
    /// <summary>A whole text or binary message, a ping or a pong. Text need not be UTF-8.</summary>
    void Saw(WireOpcode opcode, ReadOnlyMemory<byte> payload);

    /// <summary>A close frame, also one whose code may not be sent.</summary>
    void SawClose(WireClose close);

    /// <summary>A frame that RFC 6455 forbids, as its bytes crossed the wire; what follows it is read on.</summary>
    /// <param name="frame">The frame from its first byte, as far as it came and at most <see cref="WireTap.MostBrokenBytes"/>.</param>
    void SawBroken(WireViolation violation, ReadOnlyMemory<byte> frame);

    /// <summary>A message that is longer than the tap holds has gone by.</summary>
    void Missed();
}
