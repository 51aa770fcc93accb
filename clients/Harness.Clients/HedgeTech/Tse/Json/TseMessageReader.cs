using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Harness.Clients.HedgeTech.Json;
using Harness.Clients.HedgeTech.Tse.Payloads;

namespace Harness.Clients.HedgeTech.Tse.Json;

/// <summary>From the text on the wire to a <see cref="TseMessage"/>.</summary>
internal static class TseMessageReader
{
    /// <exception cref="JsonException">The text is no message of this protocol; the exception says why.</exception>
    public static TseMessage Read(ReadOnlySpan<byte> utf8)
    {
        var envelope = Envelope.Read(utf8, "symbolIsin"u8, "symbolName"u8);
        return new(envelope.Channel!, envelope.FirstIdentifier, envelope.SecondIdentifier, envelope.Timestamp, ReadData(envelope));
    }

    private static TsePayload ReadData(in Envelope envelope) => envelope.Channel switch
    {
        TseChannel.BestLimit => Read(envelope, TseJson.Default.BestLimit),
        TseChannel.OrderBook => Read(envelope, TseJson.Default.OrderBook),
        TseChannel.OhlcvLast1m => Read(envelope, TseJson.Default.Ohlcv),
        TseChannel.Aggregate => Read(envelope, TseJson.Default.Aggregate),
        TseChannel.InstitutionalVsIndividual => Read(envelope, TseJson.Default.InstitutionalVsIndividual),
        TseChannel.ContractInfo => Read(envelope, TseJson.Default.ContractInfo),
        TseChannel.FundInfo => Read(envelope, TseJson.Default.FundInfo),
        _ => new UnknownPayload(JsonSerializer.Deserialize(envelope.Data, TseJson.Default.JsonElement)),
    };

    private static TPayload Read<TPayload>(in Envelope envelope, JsonTypeInfo<TPayload> type)
        where TPayload : TsePayload =>
        JsonSerializer.Deserialize(envelope.Data, type) ?? throw new JsonException($"The data of \"{envelope.Channel}\" is null.");
}
