namespace Harness.Wire;

/// <summary>What a close frame says (RFC 6455 §5.5.1).</summary>
/// <param name="Code">The code, or null for an empty close frame.</param>
/// <param name="Reason">The reason; empty where there is none.</param>
public readonly record struct WireClose(int? Code, string Reason)
{
    /// <summary>The longest reason that fits into a control frame, in UTF-8 bytes.</summary>
    public const int MaxReasonBytes = 123;
}
