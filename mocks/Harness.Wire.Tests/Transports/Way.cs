namespace Harness.Wire.Tests.Transports;

/// <summary>How frames leave a Kestrel.</summary>
public enum Way
{
    /// <summary>Through its own stream.</summary>
    Stream,

    /// <summary>Through its own stream, which encrypts.</summary>
    Tls,

    /// <summary>Past it, to the socket.</summary>
    Direct,
}
