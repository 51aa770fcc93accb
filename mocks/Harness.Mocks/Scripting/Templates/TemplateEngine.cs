using System.Globalization;
using HandlebarsDotNet;

namespace Harness.Mocks.Scripting.Templates;

/// <summary>
/// Handlebars as scenarios use it: nothing is escaped, since the output is a message and no web page, and all chance and time is the scenario's.
/// </summary>
internal sealed class TemplateEngine
{
    private readonly IHandlebars _handlebars;
    private TemplateModel? _model;

    public TemplateEngine(TimeProvider clock)
    {
        _handlebars = Handlebars.Create(new HandlebarsConfiguration { NoEscape = true, FormatProvider = CultureInfo.InvariantCulture });
        TemplateHelpers.Register(_handlebars, clock, () => _model!.Run.Scenario.Chance);
    }

    /// <exception cref="TemplateException">The template is broken.</exception>
    public Func<TemplateModel, string> Compile(string template)
    {
        try
        {
            var compiled = _handlebars.Compile(template);
            return model => Render(compiled, model, template);
        }
        catch (Exception fault)
        {
            // The reader of scenarios refuses these before, in words of its own. The parser's own go on for lines.
            throw new TemplateException($"the template {template} is broken: {FirstLine(fault)}", fault);
        }
    }

    private string Render(HandlebarsTemplate<object, object> compiled, TemplateModel model, string template)
    {
        // Helpers reach the model through here: rendering happens under the server's gate, one at a time.
        _model = model;
        try
        {
            return compiled(model.Values);
        }
        catch (Exception fault) when (fault is HandlebarsException or InvalidOperationException or ArgumentException or FormatException or OverflowException)
        {
            throw new TemplateException($"the template {template} cannot be filled in: {FirstLine(fault)}", fault);
        }
        finally
        {
            _model = null;
        }
    }

    private static string FirstLine(Exception fault) => fault.Message.Trim().Split('\n')[0].TrimEnd();
}
