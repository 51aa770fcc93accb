using System.Text;

namespace Harness.Clients.HedgeTech.Tse;

/// <summary>What to stream: every channel for every symbol. Made by <see cref="ByIsin"/> or <see cref="ByName"/>.</summary>
public sealed record TseSubscription
{
    private const string Root = "/data-engine/tse-ifb/live/data/websocket/symbol/";

    private TseSubscription(string endpoint, string parameter, IEnumerable<string> channels, IEnumerable<string> symbols)
    {
        Endpoint = endpoint;
        Parameter = parameter;
        Channels = [.. channels];
        Symbols = [.. symbols];
        if (Channels.Count == 0 || Channels.Any(string.IsNullOrWhiteSpace))
            throw new ArgumentException("At least one channel is needed, and none may be blank.", nameof(channels));
        if (Symbols.Count == 0 || Symbols.Any(string.IsNullOrWhiteSpace))
            throw new ArgumentException("At least one symbol is needed, and none may be blank.", nameof(symbols));
    }

    /// <summary>Channel names, see <see cref="TseChannel"/>.</summary>
    public IReadOnlyList<string> Channels { get; }

    /// <summary>ISINs or symbol names.</summary>
    public IReadOnlyList<string> Symbols { get; }

    private string Endpoint { get; }

    private string Parameter { get; }

    /// <summary>Symbols by ISIN, e.g. <c>IRT3SATF0001</c>; messages carry <see cref="TseMessage.SymbolIsin"/>.</summary>
    public static TseSubscription ByIsin(IEnumerable<string> channels, IEnumerable<string> isins) =>
        new("isin", "symbol_isins", channels, isins);

    /// <summary>Symbols by name, Persian letters and all; messages carry <see cref="TseMessage.SymbolName"/>.</summary>
    public static TseSubscription ByName(IEnumerable<string> channels, IEnumerable<string> names) =>
        new("name", "symbol_names", channels, names);

    /// <summary>Section 4: each channel, then each symbol, as a parameter of its own.</summary>
    internal Uri Address(Uri webSocketBase)
    {
        var query = new StringBuilder();
        foreach (string channel in Channels)
            Append(query, "channels", channel);
        foreach (string symbol in Symbols)
            Append(query, Parameter, symbol);
        return new Uri(webSocketBase, Root + Endpoint + query);
    }

    private static void Append(StringBuilder query, string name, string value) =>
        query.Append(query.Length == 0 ? '?' : '&').Append(name).Append('=').Append(Uri.EscapeDataString(value));
}
