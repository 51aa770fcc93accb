using Harness.Fixtures.Transcripts;

namespace Harness.Specs.Rules.Rfc6455;

/// <summary>
/// A broken frame does not fit into a transcript. Who read the wire writes down which rule it broke instead: a reset, or a binary frame of the raw
/// bytes, from the party that broke it, whose reason begins with one of these words (<c>NotMasked §5.1: …</c>).
/// </summary>
internal enum WireFault
{
    None,
    ReservedBits,
    ReservedOpcode,
    NotMasked,
    Masked,
    LengthNotMinimal,
    LengthTooLarge,
    FragmentedControl,
    ControlTooLong,
    UnexpectedContinuation,
    ExpectedContinuation,
    ClosePayload,
    CloseCode,
    InvalidUtf8,
}

/// <summary>Reads <see cref="WireFault"/>s out of frames.</summary>
internal static class WireFaults
{
    public static WireFault Of(Frame frame)
    {
        if (frame.Kind is not (FrameKind.Reset or FrameKind.Binary) || frame.Reason is not { Length: > 0 } reason) return WireFault.None;
        var end = reason.IndexOfAny([' ', ':']);
        var word = end < 0 ? reason : reason[..end];
        return word.Length > 0 && char.IsAsciiLetterUpper(word[0]) && Enum.TryParse<WireFault>(word, out var fault) ? fault : WireFault.None;
    }
}
