using System.Text.Json;

namespace Harness.Conformance.Runs.Clients;

/// <summary>What a client prints: a hello on the first line of JSON, then, where it echoes, each message as it understood it. Other lines are ignored.</summary>
internal sealed class ClientOutput
{
    private const int MostLines = 100_000;

    private readonly Lock _gate = new();
    private readonly List<JsonElement> _echo = [];

    /// <summary>The name it gives itself.</summary>
    public string? Name { get; private set; }

    /// <summary><c>echo orders reconnect resubscribe</c>, as it declares them.</summary>
    public IReadOnlyList<string> Capabilities { get; private set; } = [];

    /// <summary>The lines of JSON after the hello.</summary>
    public IReadOnlyList<JsonElement> Echo
    {
        get { lock (_gate) return [.. _echo]; }
    }

    public void Take(string line)
    {
        var text = line.AsSpan().Trim();
        if (text.Length == 0 || text[0] != '{') return;
        JsonElement value;
        try
        {
            value = JsonElement.Parse(text);
        }
        catch (JsonException)
        {
            return;
        }

        lock (_gate)
        {
            if (value.TryGetProperty("hello", out var hello) && hello.ValueKind == JsonValueKind.Object) Greet(hello);
            else if (_echo.Count < MostLines) _echo.Add(value);
        }
    }

    private void Greet(JsonElement hello)
    {
        if (hello.TryGetProperty("name", out var name) && name.ValueKind == JsonValueKind.String) Name = name.GetString();
        if (hello.TryGetProperty("capabilities", out var list) && list.ValueKind == JsonValueKind.Array)
            Capabilities = [.. list.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.String).Select(item => item.GetString()!)];
    }
}
