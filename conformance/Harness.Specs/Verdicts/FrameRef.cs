using Harness.Fixtures.Transcripts;

namespace Harness.Specs.Verdicts;

/// <summary>The place of a frame in its transcript; <c>{"conn": 1, "index": 7}</c> in reports.</summary>
public readonly record struct FrameRef(int Connection, int Index)
{
    public static FrameRef Of(Frame frame) => new(frame.Connection, frame.Index);

    public override string ToString() => $"#{Connection}.{Index}";
}
