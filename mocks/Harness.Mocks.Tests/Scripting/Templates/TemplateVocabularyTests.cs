using System.Text;
using System.Text.Json;
using HandlebarsDotNet;
using Harness.Fixtures.Scenarios;
using Harness.Fixtures.Scenarios.Templates;
using Harness.Fixtures.Yaml;
using Harness.Mocks.Scripting.Templates;

namespace Harness.Mocks.Tests.Scripting.Templates;

/// <summary>The words that the reader of scenarios lets through are those that the mocks fill in.</summary>
public class TemplateVocabularyTests
{
    private static readonly string[] Pieces =
    [
        "{{", "}}", "{{{", "}}}", "{{#", "{{/", "{{^", "{{!", "{{!--", "--}}", "{{~", "~}}", "{{>", "{{&", "if", "each", "with", "unless", "else", "message.id", "message",
        "state.a.[0]", "this", "@index", "../x", ".", "now", "unix-ms", "add 1 2", "lookup state \"a\"", "(", ")", "\"a\"", "'b'", " ", " ", " ", "\\", "as |i|", "1", "-1.5", "=", "[x y]", "|", "true", "x", "\n",
    ];

    private static readonly string[] Wholes =
    [
        "{{message.id}}", "{{{message}}}", "{{~state.a~}}", "{{add 1 (multiply 2 -1.5)}}", "{{#if message.id}}a{{else}}b{{/if}}", "{{#each message.list as |item index|}}{{item}}{{@index}}{{../x}}{{/each}}",
        "{{#unless state.a}}{{now \"yyyy\" '1h'}}{{/unless}}", "{{#with message}}{{id}}{{else}}none{{/with}}", "{{! a remark }}", "{{!-- a }} remark --}}",
        "{{#message.list}}{{this}}{{/message.list}}", "{{lookup message \"id\"}}", "{{#if state.a}}1{{else if state.b}}2{{else}}3{{/if}}", "\\{{now}}", "{{request.query.symbol.[0]}}", "{{json (lookup state 'a')}}",
        "{{random-of \"a\" 'b' 1 true message.id}}", "{{message/id}}", "{{#if true}}{{#each state.a}}{{.}}{{/each}}{{/if}}", "text",
    ];

    [Fact]
    public void Registered_helpers_are_those_that_the_reader_knows()
    {
        var plain = Handlebars.Create();
        var ours = Handlebars.Create();
        TemplateHelpers.Register(ours, TimeProvider.System, () => throw new InvalidOperationException("no template is filled in here"));
        Names(ours).Except(Names(plain)).ShouldBe(TemplateWords.Helpers.Select(helper => helper.Name), ignoreOrder: true);
        plain.Compile("{{lookup order \"side\"}}")(new { order = new Dictionary<string, string> { ["side"] = "buy" } }).ShouldBe("buy");
        TemplateWords.BuiltIn.ShouldHaveSingleItem().Name.ShouldBe("lookup");
    }

    [Fact]
    public void Whole_template_passes_the_reader()
    {
        foreach (var whole in Wholes) Refusal(whole).ShouldBeNull(whole);
    }

    /// <summary>So nobody ever sees a mistake in the words of the Handlebars parser, or after the server has started.</summary>
    [Fact]
    public void Whatever_the_reader_lets_through_compiles()
    {
        var engine = new TemplateEngine(TimeProvider.System);
        var random = new Random(5);
        var passed = 0;
        var broken = new List<string>();
        for (var i = 0; i < 6_000; i++)
        {
            var template = Template(random);
            if (Refusal(template) is not null) continue;
            passed++;
            try
            {
                engine.Compile(template);
            }
            catch (TemplateException fault)
            {
                broken.Add($"{JsonSerializer.Serialize(template)}: {fault.Message}");
            }
        }

        broken.ShouldBeEmpty();
        passed.ShouldBeGreaterThan(600);
    }

    /// <summary>Whole templates, now and then with a piece where it does not belong.</summary>
    private static string Template(Random random)
    {
        var text = string.Concat(random.GetItems(Wholes, random.Next(1, 4)));
        for (var pieces = random.Next(0, 4); pieces > 0; pieces--)
        {
            var at = random.Next(text.Length + 1);
            text = random.Next(3) == 0 ? text.Remove(at, Math.Min(random.Next(1, 4), text.Length - at)) : text.Insert(at, Pieces[random.Next(Pieces.Length)]);
        }

        return text;
    }

    private static string? Refusal(string template)
    {
        var file = $$"""{"version":1,"name":"x","protocol":"none","rules":[{"on":"message","do":[{"log":{{JsonSerializer.Serialize(template)}}}]}]}""";
        try
        {
            ScenarioReader.Read("test.json", Encoding.UTF8.GetBytes(file));
            return null;
        }
        catch (LocatedException wrong)
        {
            return wrong.Message;
        }
    }

    private static List<string> Names(IHandlebars handlebars) => [.. handlebars.Configuration.Helpers.Select(helper => helper.Key)];
}
