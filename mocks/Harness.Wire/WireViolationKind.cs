namespace Harness.Wire;

/// <summary>The rules of RFC 6455 that a peer's bytes can break.</summary>
public enum WireViolationKind
{
    /// <summary>§5.2: a reserved bit is set though no extension was agreed.</summary>
    ReservedBits,

    /// <summary>§5.2: an opcode that is not defined.</summary>
    ReservedOpcode,

    /// <summary>§5.1: a client's frame without a mask.</summary>
    NotMasked,

    /// <summary>§5.1: a server's frame with a mask.</summary>
    Masked,

    /// <summary>§5.2: a length not written in its shortest form.</summary>
    LengthNotMinimal,

    /// <summary>§5.2: a 64-bit length with its top bit set.</summary>
    LengthTooLarge,

    /// <summary>§5.5: a control frame in fragments.</summary>
    FragmentedControl,

    /// <summary>§5.5: a control frame of more than 125 bytes.</summary>
    ControlTooLong,

    /// <summary>§5.4: a continuation without a message to continue.</summary>
    UnexpectedContinuation,

    /// <summary>§5.4: a new message before the last fragment of the one before.</summary>
    ExpectedContinuation,

    /// <summary>§5.5.1: a close frame with a payload of one byte.</summary>
    ClosePayload,

    /// <summary>§7.4: a close code that may not be sent.</summary>
    CloseCode,

    /// <summary>§8.1: text, or a close reason, that is not UTF-8.</summary>
    InvalidUtf8,

    /// <summary>§7.4.1: a message larger than we take.</summary>
    MessageTooBig,
}
