using Harness.Fixtures.Scenarios;
using Harness.Fixtures.Scenarios.Actions;
using Harness.Fixtures.Yaml;
using Harness.Mocks.Scripting.Choosing;
using Harness.Mocks.Scripting.Faults;
using Harness.Mocks.Scripting.Steps;

namespace Harness.Mocks.Scripting;

/// <summary>A rule ready to run: when it fires, what it does to the message that set it off, and its steps.</summary>
internal sealed class CompiledRule
{
    private readonly ScenarioAction[] _steps;

    /// <param name="scenario">Where it is at work.</param>
    /// <param name="source">Where it comes from, for errors: at first its scenario has not taken it yet.</param>
    /// <param name="rule">The rule as it was written.</param>
    /// <param name="index">Its place in the scenario, from 0.</param>
    /// <param name="errors">Takes what is wrong with its templates.</param>
    public CompiledRule(LoadedScenario scenario, Scenario source, ScenarioRule rule, int index, List<LocatedError> errors)
    {
        Scenario = scenario;
        Rule = rule;
        Index = index;
        var compiler = new StepCompiler(source, scenario.Templates, errors);
        Faults = rule.On == ScenarioTrigger.Http ? [] : [.. rule.Do.OfType<MessageFault>().Select(compiler.Fault)];
        _steps = [.. rule.Do.Where(action => action is not MessageFault || rule.On == ScenarioTrigger.Http)];
        Steps = [.. _steps.Select(compiler.Step)];
        Passes = rule.Do.Any(action => action is PassAction);
    }

    public LoadedScenario Scenario { get; }

    public ScenarioRule Rule { get; }

    /// <summary>Its place in the scenario, from 0.</summary>
    public int Index { get; }

    public IMessageFault[] Faults { get; }

    public IScriptStep[] Steps { get; }

    public bool Passes { get; }

    /// <summary>Whether it looks at what changes rarely: path, client id, number.</summary>
    public bool HasTraits => Rule.Path is not null || Rule.ClientId is not null || Rule.Connection is not null;

    /// <summary>Whether the rule can concern a request or connection with these.</summary>
    public bool Allows(ConnectionTraits traits) =>
        AllowsPath(traits) && (Rule.ClientId?.Matches(traits.ClientId) ?? true) && (Rule.Connection?.Matches(traits.Number) ?? true);

    public bool AllowsPath(ConnectionTraits traits) => Rule.Path?.Matches(traits.Path) ?? true;

    /// <summary>
    /// Whether the conditions hold now (<see cref="Allows"/> aside, which decided before whether the rule is asked at all). If so the match is counted,
    /// and <c>every</c>, <c>times</c> and chance decide whether it fires.
    /// </summary>
    public bool Fires(RuleSubject subject)
    {
        if (!Holds(subject)) return false;
        var count = subject.Session(Scenario).Count(Index);
        count.Matches++;
        if (count.Matches % Rule.Every != 0 || count.Fired >= Rule.Times || !Scenario.Chance.Strikes(Rule.Toxicity)) return false;
        count.Fired++;
        return true;
    }

    /// <summary>Where a step was written; the rule itself for a position that is none.</summary>
    public SourcePosition Place(int step) => step < _steps.Length ? _steps[step].At : Rule.At;

    public override string ToString() => $"rule {Index + 1} of '{Scenario.Scenario.Name}' ({Scenario.Place(Rule.At)})";

    private bool Holds(RuleSubject subject)
    {
        if (Rule.Symbol is { } symbol && !subject.IsSubscribed(symbol)) return false;
        if (Rule.State is { } state && !state.Matches(subject.State(Scenario))) return false;
        return Rule.Where is null || (subject.Content is { } content && Rule.Where.Matches(content));
    }
}
