using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Harness.Clients.Contract;

/// <summary>What a client under test prints: a hello, then each message it understood, one line of JSON each.</summary>
internal sealed class ContractOutput(TextWriter output)
{
    private readonly ArrayBufferWriter<byte> _line = new();

    public Task HelloAsync(string name, params string[] capabilities) => LineAsync(json =>
    {
        json.WriteStartObject();
        json.WriteStartObject("hello");
        json.WriteString("name", name);
        json.WriteStartArray("capabilities");
        foreach (string capability in capabilities)
            json.WriteStringValue(capability);
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
    });

    /// <summary>Prints one value. Not to be called from two sides at once.</summary>
    public async Task LineAsync(Action<Utf8JsonWriter> write)
    {
        _line.ResetWrittenCount();
        using (var json = new Utf8JsonWriter(_line))
            write(json);
        await output.WriteLineAsync(Encoding.UTF8.GetString(_line.WrittenSpan)).ConfigureAwait(false);
        await output.FlushAsync().ConfigureAwait(false);
    }
}
