namespace Harness.Mocks.Tests.Hours;

/// <summary>One thing that a client does in its hour. Who is not connected connects first.</summary>
/// <param name="Client">Which of the few clients.</param>
/// <param name="Kind">What it does.</param>
/// <param name="Text">What it says, or where it connects to; <c>{…}</c> stands for what is only known while it plays.</param>
internal sealed record Deed(int Client, DeedKind Kind, string Text = "")
{
    public override string ToString() => $"{Client} {Kind} {(Text.Length <= 120 ? Text : Text[..120] + "…")}";
}

internal enum DeedKind
{
    /// <summary>A text message.</summary>
    Say,

    /// <summary>The same bytes as a binary message.</summary>
    SayBinary,

    /// <summary>A new connection, whatever becomes of the old one.</summary>
    Connect,

    /// <summary>Gone without a word.</summary>
    Leave,

    /// <summary>An order from outside, at the admin API.</summary>
    Order,

    /// <summary>Nothing.</summary>
    Rest,
}
