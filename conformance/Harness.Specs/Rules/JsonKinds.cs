using System.Text.Json;

namespace Harness.Specs.Rules;

/// <summary>Kinds of JSON values, for people.</summary>
internal static class JsonKinds
{
    public static string Name(JsonValueKind kind) => kind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "an array",
        JsonValueKind.String => "a string",
        JsonValueKind.Number => "a number",
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        JsonValueKind.Null => "null",
        _ => "nothing",
    };

    /// <summary>The value itself where it is short, else its kind.</summary>
    public static string Show(JsonElement element)
    {
        if (element.ValueKind is JsonValueKind.Undefined) return "nothing";
        var text = element.GetRawText();
        return text.Length <= 60 ? text : $"{Name(element.ValueKind)} beginning {text[..40]}…";
    }
}
