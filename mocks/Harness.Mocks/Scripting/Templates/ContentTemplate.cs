using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Harness.Fixtures.Scenarios;

namespace Harness.Mocks.Scripting.Templates;

/// <summary>A message of a scenario with its templates compiled. One without templates is written once and for all.</summary>
internal sealed class ContentTemplate
{
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly ReadOnlyMemory<byte>? _constant;
    private readonly TextTemplate? _text;
    private readonly TemplateNode? _json;

    /// <exception cref="TemplateException">A template in it is broken.</exception>
    public ContentTemplate(TemplateEngine engine, ScenarioContent content)
    {
        if (content.IsJson)
        {
            using var document = JsonDocument.Parse(content.Utf8);
            _json = TemplateNode.Compile(engine, document.RootElement);
            if (_json.IsConstant) _constant = content.Utf8;
            return;
        }

        _text = new TextTemplate(engine, content.ToString());
        if (_text.IsConstant) _constant = content.Utf8;
    }

    /// <summary>The bytes to send; never written to again.</summary>
    public ReadOnlyMemory<byte> Render(TemplateModel model)
    {
        if (_constant is { } constant) return constant;
        if (_text is not null) return Encoding.UTF8.GetBytes(_text.Render(model));
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Plain)) Write(json, model);
        return buffer.WrittenMemory;
    }

    /// <summary>Writes the content as one JSON value: bare text as a string.</summary>
    public void Write(Utf8JsonWriter json, TemplateModel model)
    {
        if (_json is not null) _json.Write(json, model);
        else _text!.Write(json, model);
    }

    /// <summary>The content as a value of its own.</summary>
    public JsonElement Element(TemplateModel model)
    {
        var reader = new Utf8JsonReader(Render(model).Span);
        return JsonElement.ParseValue(ref reader);
    }
}
