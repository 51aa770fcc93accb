using System.Buffers.Text;
using System.Text.Json;

namespace Harness.Mocks.Protocols.HedgeTech;

internal static class JsonFloats
{
    /// <summary>Writes a number the way Python prints a float: never without a decimal (<c>10000.0</c>).</summary>
    public static void WriteFloat(this Utf8JsonWriter json, ReadOnlySpan<byte> name, decimal value)
    {
        Span<byte> text = stackalloc byte[40];
        Utf8Formatter.TryFormat(value, text, out var length);
        if (!text[..length].Contains((byte)'.'))
        {
            text[length++] = (byte)'.';
            text[length++] = (byte)'0';
        }

        json.WritePropertyName(name);
        json.WriteRawValue(text[..length], skipInputValidation: true);
    }
}
