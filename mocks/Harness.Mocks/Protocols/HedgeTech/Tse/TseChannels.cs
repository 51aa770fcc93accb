using Harness.Mocks.Protocols.HedgeTech.Tse.Channels;

namespace Harness.Mocks.Protocols.HedgeTech.Tse;

/// <summary>The channels of §6, in the document's order.</summary>
internal static class TseChannels
{
    public static IReadOnlyList<TseChannel> All { get; } =
    [
        new BestLimitChannel(),
        new OrderBookChannel(),
        new OhlcvChannel(),
        new AggregateChannel(),
        new InvestorsChannel(),
        new ContractInfoChannel(),
        new FundInfoChannel(),
    ];

    public static IReadOnlyList<string> Words { get; } = [.. All.Select(channel => channel.Word)];

    /// <summary>Position in <see cref="All"/> of the channel with that word, or -1. Words are matched exactly.</summary>
    public static int IndexOf(string word)
    {
        for (var i = 0; i < All.Count; i++)
        {
            if (All[i].Word == word) return i;
        }

        return -1;
    }
}
