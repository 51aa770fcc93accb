namespace Harness.Load.Clients;

/// <summary>Which symbols a connection subscribes: round robin, so that all of them are heard by about as many.</summary>
internal static class SymbolSpread
{
    /// <param name="number">Of the connection, from 1.</param>
    /// <param name="symbols">All there are.</param>
    /// <param name="each">How many each connection takes; 0 for all.</param>
    public static IReadOnlyList<string> Of(int number, IReadOnlyList<string> symbols, int each)
    {
        if (each <= 0 || each >= symbols.Count) return symbols;
        var first = (int)((long)(number - 1) * each % symbols.Count);
        return [.. Enumerable.Range(first, each).Select(index => symbols[index % symbols.Count])];
    }
}
