using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Harness.Fixtures.Json;

namespace Harness.Mocks.Protocols.AirAlgo.Messages;

/// <summary>Reading what a peer sent, which may be anything.</summary>
internal static class PeerJson
{
    /// <summary>One whole JSON value and nothing after it, or null; half a surrogate pair makes it none. Of a repeated key the last counts.</summary>
    public static JsonElement? Parse(ReadOnlySpan<byte> utf8)
    {
        try
        {
            var reader = new Utf8JsonReader(utf8);
            var value = JsonElement.ParseValue(ref reader);
            return reader.Read() || BrokenEscapes.Occur(utf8) ? null : value;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The text of a JSON string; false for anything else.</summary>
    public static bool TryText(this JsonElement value, [NotNullWhen(true)] out string? text)
    {
        text = value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        return text is not null;
    }

    public static bool TryText(this JsonElement parent, string name, [NotNullWhen(true)] out string? text)
    {
        text = null;
        return parent.TryGetProperty(name, out var value) && value.TryText(out text);
    }

    /// <summary>What kind of value it is, for people to read.</summary>
    public static string Kind(this JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Array => "a list",
        JsonValueKind.Object => "an object",
        JsonValueKind.String => "a string",
        JsonValueKind.Number => "a number",
        JsonValueKind.Null => "null",
        _ => "true or false",
    };
}
