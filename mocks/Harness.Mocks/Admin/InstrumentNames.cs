using System.Text.Json;
using Harness.Fixtures.Catalog;
using Harness.Mocks.Market;
using Harness.Mocks.Server;

namespace Harness.Mocks.Admin;

/// <summary>What each protocol calls the instruments of the market.</summary>
internal sealed class InstrumentNames
{
    private const string Exchange = "exchange";

    private readonly ILookup<string, (string Protocol, string Name)> _byKey;

    public InstrumentNames(IReadOnlyDictionary<Protocol, IReadOnlyList<Instrument>> catalogue)
    {
        _byKey = catalogue
            .SelectMany(pair => pair.Value.SelectMany(instrument => Names(instrument).Select(name => (instrument.Key, pair.Key.Slug, Name: name))))
            .ToLookup(entry => entry.Key, entry => (entry.Slug, entry.Name));
    }

    /// <summary>Market keys of what is called that, by the market or by a protocol.</summary>
    /// <param name="protocol">Slug; null for any.</param>
    public IReadOnlyList<string> Find(string name, string? protocol) =>
    [
        .. _byKey
            .Where(group => (group.Key == name && (protocol is null || group.Any(entry => entry.Protocol == protocol)))
                || group.Any(entry => entry.Name == name && (protocol is null || entry.Protocol == protocol)))
            .Select(group => group.Key),
    ];

    /// <summary>The name that was probably meant.</summary>
    public string Hint(string name) => NearestWord.Hint(name, [.. _byKey.SelectMany(group => group.Select(entry => entry.Name).Append(group.Key)).Distinct()]);

    public void Write(Utf8JsonWriter json, Listing listing, World world)
    {
        json.WriteString("key", listing.Key);
        json.WriteStartObject("names");
        foreach (var protocol in _byKey[listing.Key].GroupBy(entry => entry.Protocol, entry => entry.Name))
        {
            json.WriteStartArray(protocol.Key);
            foreach (var name in protocol) json.WriteStringValue(name);
            json.WriteEndArray();
        }

        json.WriteEndObject();
        json.WriteString("currency", listing.Instrument.Currency);
        json.WriteNumber("last", listing.Day.Last);
        json.WriteString("hours", listing.Hours.Name);
        json.WriteBoolean("open", world.Exchanges.IsOpen(listing.Hours));
    }

    private static IEnumerable<string> Names(Instrument instrument) => instrument.Symbols.Where(symbol => symbol.Key != Exchange).Select(symbol => symbol.Value);
}
