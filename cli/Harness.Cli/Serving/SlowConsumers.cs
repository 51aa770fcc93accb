using Harness.Wire;

namespace Harness.Cli.Serving;

/// <summary>The words for what becomes of a client that reads too slowly.</summary>
internal static class SlowConsumers
{
    private static readonly (string Word, SlowConsumerPolicy Policy)[] Known =
    [
        ("disconnect", SlowConsumerPolicy.Disconnect),
        ("discard-oldest", SlowConsumerPolicy.DiscardOldest),
        ("block", SlowConsumerPolicy.Block),
    ];

    public static string[] Words { get; } = [.. Known.Select(known => known.Word)];

    public static SlowConsumerPolicy Policy(string word) => Array.Find(Known, known => known.Word == word).Policy;
}
