using System.Collections;
using System.Globalization;
using System.Text;
using System.Text.Json;
using HandlebarsDotNet;

namespace Harness.Mocks.Scripting.Templates;

/// <summary>Plain values of a <see cref="TemplateModel"/> back into text and JSON.</summary>
internal static class TemplateJson
{
    public static string Show(object? value) => value switch
    {
        null or UndefinedBindingResult => "",
        string text => text,
        bool flag => flag ? "true" : "false",
        IDictionary or IList => Write(value),
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };

    public static string Write(object? value)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer)) Write(json, value);
        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }

    public static void Write(Utf8JsonWriter json, object? value)
    {
        switch (value)
        {
            case null or UndefinedBindingResult:
                json.WriteNullValue();
                break;
            case bool flag:
                json.WriteBooleanValue(flag);
                break;
            case int number:
                json.WriteNumberValue(number);
                break;
            case decimal number:
                json.WriteNumberValue(number);
                break;
            case double number:
                json.WriteNumberValue(number);
                break;
            case IReadOnlyDictionary<string, object?> members:
                json.WriteStartObject();
                foreach (var (name, member) in members)
                {
                    json.WritePropertyName(name);
                    Write(json, member);
                }

                json.WriteEndObject();
                break;
            case IEnumerable items and not string:
                json.WriteStartArray();
                foreach (var item in items) Write(json, item);
                json.WriteEndArray();
                break;
            default:
                json.WriteStringValue(Show(value));
                break;
        }
    }
}
