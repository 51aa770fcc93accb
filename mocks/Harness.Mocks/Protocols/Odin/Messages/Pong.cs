namespace Harness.Mocks.Protocols.Odin.Messages;

/// <summary>The answer to ping (Subscription Methods 7).</summary>
internal sealed class Pong() : OdinReply("pong", "alive")
{
    public override bool HasData => false;
}
