using System.Text.Json;

namespace Harness.Mocks.Scripting.Templates;

/// <summary>JSON whose texts and names may be templates.</summary>
internal abstract class TemplateNode
{
    public abstract bool IsConstant { get; }

    public abstract void Write(Utf8JsonWriter json, TemplateModel model);

    public static TemplateNode Compile(TemplateEngine engine, JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => new Members(
            [.. value.EnumerateObject().Select(member => (new TextTemplate(engine, member.Name), Compile(engine, member.Value)))]),
        JsonValueKind.Array => new Items([.. value.EnumerateArray().Select(item => Compile(engine, item))]),
        JsonValueKind.String => new Text(new TextTemplate(engine, value.GetString()!)),
        _ => new Literal(value.GetRawText()),
    };

    private sealed class Literal(string raw) : TemplateNode
    {
        public override bool IsConstant => true;

        public override void Write(Utf8JsonWriter json, TemplateModel model) => json.WriteRawValue(raw);
    }

    private sealed class Text(TextTemplate template) : TemplateNode
    {
        public override bool IsConstant => template.IsConstant;

        public override void Write(Utf8JsonWriter json, TemplateModel model) => template.Write(json, model);
    }

    private sealed class Items(TemplateNode[] items) : TemplateNode
    {
        public override bool IsConstant => items.All(item => item.IsConstant);

        public override void Write(Utf8JsonWriter json, TemplateModel model)
        {
            json.WriteStartArray();
            foreach (var item in items) item.Write(json, model);
            json.WriteEndArray();
        }
    }

    private sealed class Members((TextTemplate Name, TemplateNode Value)[] members) : TemplateNode
    {
        public override bool IsConstant => members.All(member => member.Name.IsConstant && member.Value.IsConstant);

        public override void Write(Utf8JsonWriter json, TemplateModel model)
        {
            json.WriteStartObject();
            foreach (var (name, value) in members)
            {
                json.WritePropertyName(name.Render(model));
                value.Write(json, model);
            }

            json.WriteEndObject();
        }
    }
}
