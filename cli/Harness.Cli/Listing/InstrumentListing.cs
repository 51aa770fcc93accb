using System.Globalization;
using System.Text.Json;
using Harness.Fixtures.Catalog;

namespace Harness.Cli.Listing;

internal sealed class InstrumentListing() : Listing<(string Protocol, Instrument Instrument)>("instruments", "What a mock trades from the start")
{
    protected override string[] Columns => ["protocol", "kind", "close", "symbols"];

    protected override IEnumerable<(string Protocol, Instrument Instrument)> Rows(ProtocolCatalog catalog, Predicate<string> isWanted) =>
        from protocol in catalog.Protocols
        where isWanted(protocol.Slug)
        from instrument in protocol.Instruments
        select (protocol.Slug, instrument);

    protected override string[] Cells((string Protocol, Instrument Instrument) row) =>
    [
        row.Protocol,
        Kind(row.Instrument),
        string.Create(CultureInfo.InvariantCulture, $"{row.Instrument.PreviousClose} {row.Instrument.Currency}"),
        string.Join(" ", row.Instrument.Symbols.Select(symbol => $"{symbol.Key}={symbol.Value}")),
    ];

    protected override void WriteJson(Utf8JsonWriter json, (string Protocol, Instrument Instrument) row)
    {
        var (protocol, instrument) = row;
        json.WriteString("protocol", protocol);
        json.WriteString("key", instrument.Key);
        json.WriteString("kind", Kind(instrument));
        json.WriteStartObject("symbols");
        foreach (var (name, symbol) in instrument.Symbols) json.WriteString(name, symbol);
        json.WriteEndObject();
        json.WriteString("currency", instrument.Currency);
        json.WriteNumber("tick", instrument.Tick);
        json.WriteNumber("lot", instrument.Lot);
        json.WriteNumber("previous_close", instrument.PreviousClose);
        json.WriteOptional("band_percent", instrument.BandPercent);
        json.WriteString("hours", instrument.Hours);
    }

    private static string Kind(Instrument instrument) => instrument.Kind.ToString().ToLowerInvariant();
}
