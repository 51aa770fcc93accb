using Harness.Fixtures.Scenarios;
using Harness.Fixtures.Yaml;
using Harness.Mocks.Market;
using Harness.Mocks.Scripting.Templates;

namespace Harness.Mocks.Scripting;

/// <summary>A scenario at work: its compiled rules, its memory, its stream of chance, and what it has planned beyond any connection.</summary>
internal sealed class LoadedScenario
{
    private readonly Dictionary<ScenarioTrigger, CompiledRule[]> _byTrigger;

    /// <exception cref="LocatedException">A template is broken.</exception>
    public LoadedScenario(Scenario scenario, ScriptSettings settings, TemplateEngine templates, StepLimit limit)
    {
        Limit = limit;
        Scenario = scenario;
        Settings = settings;
        Templates = templates;
        var errors = new List<LocatedError>();
        Rules = [.. scenario.Rules.Select((rule, index) => new CompiledRule(this, rule, index, errors))];
        if (errors.Count > 0) throw new LocatedException(errors);
        _byTrigger = Rules.GroupBy(rule => rule.Rule.On).ToDictionary(group => group.Key, group => group.ToArray());
        Memory = new ScenarioMemory(scenario, settings.Sessions);
        Chance = new ScenarioChance(settings.Seed, scenario.Name);
    }

    public Scenario Scenario { get; }

    public ScriptSettings Settings { get; }

    public TemplateEngine Templates { get; }

    public StepLimit Limit { get; }

    public CompiledRule[] Rules { get; }

    public ScenarioMemory Memory { get; }

    public ScenarioChance Chance { get; }

    /// <summary>Firings that no connection's end calls off.</summary>
    public PlannedRuns Runs { get; } = new();

    public CompiledRule[] RulesOn(ScenarioTrigger trigger) => _byTrigger.GetValueOrDefault(trigger, []);

    public CompiledRule? Find(string id) => Array.Find(Rules, rule => rule.Rule.Id == id);

    /// <summary>Whether any rule can concern a connection as it is now.</summary>
    public bool Concerns(IScriptedConnection connection) =>
        Scenario.Protocol == connection.Protocol && Rules.Any(rule => rule.Rule.On != ScenarioTrigger.Http && rule.Allows(connection));

    /// <summary>For messages: where the words about a rule or step were written.</summary>
    public string Place(SourcePosition at) => Scenario.File is { } file ? $"{file}:{at.Line}" : $"scenario '{Scenario.Name}'";
}
