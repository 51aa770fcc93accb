using System.Text.Json;
using Harness.Fixtures.Transcripts;

namespace Harness.Conformance.Probes.Odin;

/// <summary>What a server has said about its market, in whatever field and form: the document does not say how an answer to market_status looks.</summary>
/// <param name="IsOpen">Its last word; null where it has said nothing.</param>
/// <param name="Refusal">An error that explains itself by the market's hours; null where there was none.</param>
internal sealed record MarketWords(bool? IsOpen, string? Refusal)
{
    private static readonly string[] SayOtherThings = ["type", "market_hours", "next_open", "next_close", "message"];

    public static MarketWords Of(IReadOnlyList<Frame> frames)
    {
        var words = new MarketWords(null, null);
        foreach (var frame in frames)
        {
            if (frame is { Kind: FrameKind.Text, From: Party.Server } && frame.Payload.Span.IndexOf("\"market_data\""u8) < 0) words = words.Hear(frame);
        }

        return words;
    }

    private MarketWords Hear(Frame frame)
    {
        try
        {
            using var document = JsonDocument.Parse(frame.Payload);
            if (document.RootElement is not { ValueKind: JsonValueKind.Object } root) return this;
            return Text(root, "type"u8) switch
            {
                "error" => Text(root, "message"u8) is { } words && SaysClosed(words) && words.Contains("market", StringComparison.OrdinalIgnoreCase) ? this with { Refusal = words } : this,
                "market_opened" => this with { IsOpen = true },
                "market_closed" => this with { IsOpen = false },
                "market_status" => this with { IsOpen = Flag(root) ?? Said(root) ?? Said(Text(root, "message"u8)) ?? IsOpen },
                _ => this with { IsOpen = Flag(root) ?? IsOpen },
            };
        }
        catch (JsonException)
        {
            // What it is, the rules say.
            return this;
        }
    }

    /// <summary><c>market_open</c>, at the top or in <c>data</c>.</summary>
    private static bool? Flag(JsonElement root)
    {
        if (root.TryGetProperty("data"u8, out var data) && data.ValueKind == JsonValueKind.Object && Flag(data) is { } inner) return inner;
        return root.TryGetProperty("market_open"u8, out var flag) && flag.ValueKind is JsonValueKind.True or JsonValueKind.False ? flag.GetBoolean() : null;
    }

    /// <summary>The first text that says either, but for those that speak of another time.</summary>
    private static bool? Said(JsonElement element) => element.EnumerateObject()
        .Where(member => !SayOtherThings.Contains(member.Name))
        .Select(member => member.Value.ValueKind switch
        {
            JsonValueKind.String => Said(member.Value.GetString()),
            JsonValueKind.Object => Said(member.Value),
            _ => null,
        })
        .FirstOrDefault(said => said is not null);

    private static bool? Said(string? text) => text is null ? null : SaysClosed(text) ? false : text.Contains("open", StringComparison.OrdinalIgnoreCase) ? true : null;

    private static bool SaysClosed(string text) => text.Contains("close", StringComparison.OrdinalIgnoreCase);

    private static string? Text(JsonElement root, ReadOnlySpan<byte> name) =>
        root.TryGetProperty(name, out var member) && member.ValueKind == JsonValueKind.String ? member.GetString() : null;
}
