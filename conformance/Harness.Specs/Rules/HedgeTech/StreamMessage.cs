using System.Text.Json;

namespace Harness.Specs.Rules.HedgeTech;

/// <summary>A message of the stream as far as it can be read. Elements are undefined where the message lacks them.</summary>
/// <param name="Channel">Index of the channel in the document's list, or -1.</param>
/// <param name="Symbol">Index of the symbol in the handshake's list, or -1.</param>
/// <param name="ChannelName">The member <c>channel</c>.</param>
/// <param name="Identifier">The member that names the symbol on this endpoint.</param>
/// <param name="Timestamp">The member <c>timestamp</c>.</param>
/// <param name="Data">The member <c>data</c>.</param>
internal readonly record struct StreamMessage(
    int Channel, int Symbol, JsonElement ChannelName, JsonElement Identifier, JsonElement Timestamp, JsonElement Data)
{
    public bool HasData => Data.ValueKind == JsonValueKind.Object;
}
