using System.Text.Json;

namespace Harness.Specs.Rules.Odin;

/// <summary>A JSON object from the server, taken apart. Valid while its frame is.</summary>
internal readonly record struct OdinMessage(JsonElement Root)
{
    /// <summary>Empty where it has none.</summary>
    public string Type => Text(Root, "type"u8) ?? "";

    public string? Status => Text(Root, "status"u8);

    /// <summary>Undefined where there is none.</summary>
    public JsonElement Data => Root.TryGetProperty("data"u8, out var data) ? data : default;

    public bool HasData => Data.ValueKind == JsonValueKind.Object;

    /// <summary>What it says about the market, wherever it does.</summary>
    public bool? MarketOpen => Flag(Data, "market_open"u8) ?? Flag(Root, "market_open"u8);

    /// <summary>The member, where it is a string.</summary>
    public static string? Text(JsonElement parent, ReadOnlySpan<byte> name) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out var member) && member.ValueKind == JsonValueKind.String ? member.GetString() : null;

    /// <summary>A text of the peer's, for people.</summary>
    public static string Short(string text) => text.Length <= 40 ? text : text[..40] + "…";

    /// <summary>The value itself where it is short.</summary>
    public static string Show(JsonElement element)
    {
        if (element.ValueKind == JsonValueKind.Undefined) return "nothing";
        var text = element.GetRawText();
        return text.Length <= 80 ? text : text[..80] + "…";
    }

    private static bool? Flag(JsonElement parent, ReadOnlySpan<byte> name) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out var member) && member.ValueKind is JsonValueKind.True or JsonValueKind.False
            ? member.GetBoolean()
            : null;
}
