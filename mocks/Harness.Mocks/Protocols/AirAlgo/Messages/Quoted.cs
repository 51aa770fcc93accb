namespace Harness.Mocks.Protocols.AirAlgo.Messages;

/// <summary>What a peer sent, as a reason or a log line may repeat it: a message of a megabyte makes no reason of a megabyte.</summary>
internal static class Quoted
{
    private const int Longest = 60;

    public static string Short(string text) => $"'{(text.Length <= Longest ? text : string.Concat(text.AsSpan(0, Cut(text)), "…"))}'";

    private static int Cut(string text) => char.IsHighSurrogate(text[Longest - 1]) ? Longest - 1 : Longest;
}
