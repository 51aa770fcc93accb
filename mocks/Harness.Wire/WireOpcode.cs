namespace Harness.Wire;

/// <summary>The opcodes of RFC 6455 §5.2. 3 to 7 and 11 to 15 are reserved and not named.</summary>
public enum WireOpcode : byte
{
    Continuation = 0,
    Text = 1,
    Binary = 2,
    Close = 8,
    Ping = 9,
    Pong = 10,
}
