namespace Harness.Mocks.Tests.Protocols.HedgeTech;

/// <summary>Targets of the two endpoints, written as the document writes them (§3, §5).</summary>
internal static class TseAddress
{
    public const string IsinPath = "/data-engine/tse-ifb/live/data/websocket/symbol/isin";
    public const string NamePath = "/data-engine/tse-ifb/live/data/websocket/symbol/name";

    public const string Good = IsinPath + "?channels=best-limit&symbol_isins=IRO1FOLD0001";

    public static string Isin(IEnumerable<string> channels, IEnumerable<string> isins) => Target(IsinPath, "symbol_isins", channels, isins);

    public static string Name(IEnumerable<string> channels, IEnumerable<string> names) => Target(NamePath, "symbol_names", channels, names);

    private static string Target(string path, string parameter, IEnumerable<string> channels, IEnumerable<string> symbols) =>
        path + "?" + string.Join('&', channels.Select(channel => $"channels={channel}").Concat(symbols.Select(symbol => $"{parameter}={Uri.EscapeDataString(symbol)}")));
}
