using System.Text.Json;

namespace Harness.Mocks.Admin;

/// <summary>A call of the admin API whose form is right: its parameters are known, its body fits the schema.</summary>
/// <param name="Parameters">Of the path, decoded.</param>
/// <param name="Query">Decoded.</param>
/// <param name="Bytes">The body as it came.</param>
/// <param name="Body">The body, an object; empty where none came or it is no JSON.</param>
internal sealed record AdminCall(
    IReadOnlyDictionary<string, string> Parameters, IReadOnlyList<KeyValuePair<string, string>> Query, ReadOnlyMemory<byte> Bytes, JsonElement Body)
{
    public string? QueryValue(string name) => Query.FirstOrDefault(pair => pair.Key == name).Value;

    /// <summary>A member of the body; null where it is absent or null.</summary>
    public JsonElement? Member(string name) =>
        Body.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    public string? Text(string name) => Member(name)?.GetString();

    public decimal? Number(string name) => Member(name) is { } value && value.TryGetDecimal(out var number) ? number : null;
}
