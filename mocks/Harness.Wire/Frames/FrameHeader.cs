namespace Harness.Wire.Frames;

internal readonly record struct FrameHeader
{
    /// <summary>§5.5: a control frame carries at most this many bytes.</summary>
    public const int MaxControlPayload = 125;
}
