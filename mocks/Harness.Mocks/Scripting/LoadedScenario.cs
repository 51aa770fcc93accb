using Harness.Fixtures.Scenarios;
using Harness.Fixtures.Yaml;
using Harness.Mocks.Scripting.Choosing;
using Harness.Mocks.Scripting.Templates;

namespace Harness.Mocks.Scripting;

/// <summary>A scenario at work: its compiled rules, its memory, its stream of chance, and what it has planned beyond any connection.</summary>
internal sealed class LoadedScenario
{
    /// <summary>Kinds of near misses that are remembered as told; one beyond counts as told.</summary>
    private const int MostMisses = 1000;

    private Dictionary<ScenarioTrigger, TriggerRules> _byTrigger = [];
    private readonly HashSet<(int Rule, string Condition, string Path)> _misses = [];

    /// <exception cref="LocatedException">A template is broken.</exception>
    public LoadedScenario(Scenario scenario, ScriptSettings settings, TemplateEngine templates, StepLimit limit)
    {
        Limit = limit;
        Scenario = scenario;
        Settings = settings;
        Templates = templates;
        Take(scenario);
        Memory = new ScenarioMemory(scenario, settings.Sessions);
        Chance = new ScenarioChance(settings.Seed, scenario.Name);
    }

    public Scenario Scenario { get; private set; }

    public ScriptSettings Settings { get; }

    public TemplateEngine Templates { get; }

    public StepLimit Limit { get; }

    public CompiledRule[] Rules { get; private set; } = [];

    public ScenarioMemory Memory { get; }

    public ScenarioChance Chance { get; }

    /// <summary>Firings that no connection's end calls off.</summary>
    public PlannedRuns Runs { get; } = new();

    public CompiledRule[] RulesOn(ScenarioTrigger trigger) => _byTrigger.TryGetValue(trigger, out var rules) ? rules.All : [];

    /// <summary>The rules on a trigger that can concern such a connection; null where none can.</summary>
    public RuleTable? For(ScenarioTrigger trigger, ConnectionTraits traits) => _byTrigger.TryGetValue(trigger, out var rules) ? rules.For(traits) : null;

    public CompiledRule? Find(string id) => Array.Find(Rules, rule => rule.Rule.Id == id);

    /// <summary>Whether any rule can concern a connection as it is now.</summary>
    public bool Concerns(IScriptedConnection connection)
    {
        if (Scenario.Protocol != connection.Protocol) return false;
        var traits = ConnectionTraits.Of(connection);
        return Rules.Any(rule => rule.Rule.On != ScenarioTrigger.Http && rule.Allows(traits));
    }

    /// <summary>Whether a near miss is the first of its kind: of that rule, for that reason.</summary>
    public bool IsNews(NearMiss miss) => _misses.Count < MostMisses && _misses.Add((miss.Rule, miss.Condition, miss.Difference.Path));

    /// <summary>
    /// Takes the rules of a scenario that has grown out of this one. Counters, state and plans stay, and a rule that is the same object stays at work.
    /// </summary>
    /// <exception cref="LocatedException">A template is broken; nothing has changed then.</exception>
    public void Take(Scenario grown)
    {
        var errors = new List<LocatedError>();
        CompiledRule[] rules =
        [
            .. grown.Rules.Select((rule, index) => index < Rules.Length && ReferenceEquals(Rules[index].Rule, rule) ? Rules[index] : new CompiledRule(this, grown, rule, index, errors)),
        ];
        if (errors.Count > 0) throw new LocatedException(errors);
        Scenario = grown;
        Rules = rules;
        _byTrigger = Rules.GroupBy(rule => rule.Rule.On).ToDictionary(group => group.Key, group => new TriggerRules([.. group]));
    }

    /// <summary>For messages: where the words about a rule or step were written.</summary>
    public string Place(SourcePosition at) => (at.File ?? Scenario.File) is { } file ? $"{file}:{at.Line}" : $"scenario '{Scenario.Name}'";
}
