using System.Text.Json;
using Harness.Clients.HedgeTech.Ime.Payloads;
using Harness.Clients.HedgeTech.Json;

namespace Harness.Clients.HedgeTech.Ime.Json;

/// <summary>From the text on the wire to an <see cref="ImeMessage"/>.</summary>
internal static class ImeMessageReader
{
    public const string Channel = "IME Stream";

    /// <exception cref="JsonException">The text is no message of this protocol; the exception says why.</exception>
    public static ImeMessage Read(ReadOnlySpan<byte> utf8)
    {
        var envelope = Envelope.Read(utf8, "contractId"u8, "contractName"u8);
        return new(envelope.Channel!, envelope.FirstIdentifier, envelope.SecondIdentifier, envelope.Timestamp, ReadData(envelope));
    }

    private static ImePayload ReadData(in Envelope envelope) =>
        envelope.Channel == Channel
            ? JsonSerializer.Deserialize(envelope.Data, ImeJson.Default.ImeMarketData) ?? throw new JsonException("The data is null.")
            : new UnknownPayload(JsonSerializer.Deserialize(envelope.Data, ImeJson.Default.JsonElement));
}
