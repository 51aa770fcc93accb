using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Harness.Mocks.Scripting.Templates;

/// <summary>A text with templates in it, or without. A text that is nothing but one <c>{{path}}</c> keeps the type of what it refers to.</summary>
internal sealed partial class TextTemplate
{
    private readonly string _text;
    private readonly Func<TemplateModel, string>? _render;
    private readonly string[]? _path;
    private readonly bool _isExpression;

    /// <exception cref="TemplateException">The text is a broken template.</exception>
    public TextTemplate(TemplateEngine engine, string text)
    {
        _text = text;
        if (!text.Contains("{{", StringComparison.Ordinal)) return;
        _render = engine.Compile(text);
        _isExpression = Expression().IsMatch(text);
        if (Path().Match(text) is not { Success: true } match) return;
        var path = match.Groups["path"].Value;
        if (!TemplateHelpers.Bare.Contains(path)) _path = path.Split('.');
    }

    public bool IsConstant => _render is null;

    public string Render(TemplateModel model) => _render is null ? _text : _render(model);

    /// <summary>Writes the text as a JSON value: typed where it is one expression, a string otherwise.</summary>
    public void Write(Utf8JsonWriter json, TemplateModel model)
    {
        if (_path is not null)
        {
            TemplateJson.Write(json, Follow(model.Values));
            return;
        }

        var text = Render(model);
        if (_isExpression && IsBareJson(text)) json.WriteRawValue(text);
        else json.WriteStringValue(text);
    }

    private object? Follow(object? at)
    {
        foreach (var step in _path!)
        {
            at = at switch
            {
                IReadOnlyDictionary<string, object?> members => members.GetValueOrDefault(step),
                IReadOnlyList<object?> items => int.TryParse(step.Trim('[', ']'), CultureInfo.InvariantCulture, out var index) ? items.ElementAtOrDefault(index) : null,
                _ => null,
            };
        }

        return at;
    }

    /// <summary>Whether a helper gave a number, true, false or null, an array or an object, and no words.</summary>
    private static bool IsBareJson(string text)
    {
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(text));
        try
        {
            if (!reader.Read() || reader.TokenType is JsonTokenType.String) return false;
            reader.Skip();
            return !reader.Read();
        }
        catch (JsonException)
        {
            return false;
        }
    }

    [GeneratedRegex(@"^\{\{\s*(?<path>[A-Za-z_][\w-]*(\.(\w[\w-]*|\[\d+\]))*)\s*\}\}\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, Timeout.Infinite)]
    private static partial Regex Path();

    [GeneratedRegex(@"^\{\{[^{}#/>!&^][^{}]*\}\}\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, Timeout.Infinite)]
    private static partial Regex Expression();
}
