using Harness.Fixtures.Catalog;
using Harness.Mocks.Market;
using Harness.Mocks.Server;

namespace Harness.Mocks.Protocols.HedgeTech.Tse;

/// <summary>What a handshake's query asks for (§5): channels and symbols, each repeated as its own parameter.</summary>
internal sealed record TseSelection(IReadOnlyList<Listing> Listings, IReadOnlyList<int> Channels)
{
    private const string ChannelsParameter = "channels";

    /// <summary>Reads the query, or says what is wrong with it. One bad value spoils the whole request; duplicates collapse.</summary>
    public static TseSelection? Read(PeerRequest request, string symbolsParameter, Func<string, Listing?> find, IReadOnlyCollection<string> known, out string cause)
    {
        var channels = new List<int>();
        foreach (var word in request.QueryValues(ChannelsParameter))
        {
            var index = TseChannels.IndexOf(word);
            if (index < 0) return Fail(Unknown("channel", word, ChannelsParameter, TseChannels.Words), out cause);
            if (!channels.Contains(index)) channels.Add(index);
        }

        if (channels.Count == 0) return Fail(Missing(ChannelsParameter, request), out cause);

        var listings = new List<Listing>();
        foreach (var symbol in request.QueryValues(symbolsParameter))
        {
            if (find(symbol) is not { } listing) return Fail(Unknown("symbol", symbol, symbolsParameter, [.. known.Where(one => one.Equals(symbol, StringComparison.OrdinalIgnoreCase))]), out cause);
            if (!listings.Contains(listing)) listings.Add(listing);
        }

        if (listings.Count == 0) return Fail(Missing(symbolsParameter, request), out cause);
        cause = "";
        return new TseSelection(listings, channels);
    }

    private static TseSelection? Fail(string problem, out string cause)
    {
        cause = problem;
        return null;
    }

    private static string Unknown(string what, string value, string parameter, IReadOnlyCollection<string> words)
    {
        if (value.Length == 0) return $"empty {parameter}";
        if (value.Contains(',', StringComparison.Ordinal)) return $"unknown {what}: {value} (repeat {parameter} for each value)";
        return NearestWord.To(value, words) is { } near ? $"unknown {what}: {value} (did you mean {near}?)" : $"unknown {what}: {value}";
    }

    private static string Missing(string parameter, PeerRequest request)
    {
        var names = request.Query.Select(pair => pair.Key).Where(name => name is not ChannelsParameter && name != parameter);
        return NearestWord.To(parameter, names) is { } near ? $"missing {parameter}: {near} is not a parameter here" : $"missing {parameter}";
    }
}
