namespace Harness.Specs.Rules.Trading;

/// <summary>For a protocol that has no reader of its own: its duties are not judged.</summary>
internal sealed class SilentReader : TradingReader
{
    protected override void Read(FrameView frame)
    {
    }
}
