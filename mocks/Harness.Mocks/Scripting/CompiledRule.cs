using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Harness.Fixtures.Scenarios;
using Harness.Fixtures.Scenarios.Actions;
using Harness.Fixtures.Yaml;
using Harness.Mocks.Scripting.Faults;
using Harness.Mocks.Scripting.Steps;

namespace Harness.Mocks.Scripting;

/// <summary>A rule ready to run: when it fires, what it does to the message that set it off, and its steps.</summary>
internal sealed class CompiledRule
{
    private readonly ScenarioAction[] _steps;

    public CompiledRule(LoadedScenario scenario, ScenarioRule rule, int index, List<LocatedError> errors)
    {
        Scenario = scenario;
        Rule = rule;
        Index = index;
        var compiler = new StepCompiler(scenario.Scenario, scenario.Templates, errors);
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

    /// <summary>Whether the rule can concern a request or connection with these.</summary>
    public bool Allows(string path, string? clientId, int? number) => Refusal(path, clientId, number) is null;

    public bool AllowsPath(string path) => Rule.Path is null || Rule.Path.Matches(Value(path));

    /// <summary>Whether what changes rarely (path, client id, number) lets the rule apply to a connection.</summary>
    public bool Allows(IScriptedConnection connection) => Refusal(connection.Path, connection.ClientId, connection.Number) is null;

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

    /// <summary>How near the rule came to firing.</summary>
    public RuleMiss Explain(RuleSubject subject)
    {
        if (Refusal(subject.Path, subject.ClientId, subject.Number) is { } refusal) return new RuleMiss(this, 0, refusal);
        if (Rule.Symbol is { } symbol && !subject.IsSubscribed(symbol)) return new RuleMiss(this, 0, $"the client is not subscribed to '{symbol}'");
        if (Rule.State is { } state && state.Explain(Value(subject.State(Scenario))) is { First: { } other }) return new RuleMiss(this, 0, $"state {other}");
        if (Rule.Where is null) return new RuleMiss(this, int.MaxValue, Abstention(subject));
        if (subject.Content is not { } content) return new RuleMiss(this, 0, "the message is binary, and where compares text");
        var explanation = Rule.Where.Explain(content);
        return explanation.First is { } first
            ? new RuleMiss(this, explanation.Agreed, first.ToString())
            : new RuleMiss(this, int.MaxValue, Abstention(subject));
    }

    /// <summary>Where a step was written; the rule itself for a position that is none.</summary>
    public SourcePosition Place(int step) => step < _steps.Length ? _steps[step].At : Rule.At;

    public override string ToString() => $"rule {Index + 1} of '{Scenario.Scenario.Name}' ({Scenario.Place(Rule.At)})";

    private bool Holds(RuleSubject subject)
    {
        if (Rule.Symbol is { } symbol && !subject.IsSubscribed(symbol)) return false;
        if (Rule.State is { } state && !state.Matches(Value(subject.State(Scenario)))) return false;
        return Rule.Where is null || (subject.Content is { } content && Rule.Where.Matches(content));
    }

    /// <summary>Why a rule whose conditions hold does not fire.</summary>
    private string Abstention(RuleSubject subject)
    {
        var count = subject.Session(Scenario).Count(Index);
        if (count.Fired >= Rule.Times) return $"it has fired as often as it may (times: {Rule.Times})";
        if (count.Matches % Rule.Every != 0) return $"it waits for more matches: this was number {count.Matches} (every: {Rule.Every})";
        return string.Create(CultureInfo.InvariantCulture, $"chance left it out (toxicity: {Rule.Toxicity})");
    }

    private string? Refusal(string path, string? clientId, int? number)
    {
        return Differs("path", Rule.Path, Value(path))
            ?? Differs("client-id", Rule.ClientId, clientId is null ? default : Value(clientId))
            ?? Differs("connection", Rule.Connection, number is { } known ? Value(known) : default);
    }

    private static string? Differs(string what, ScenarioMatcher? expected, JsonElement actual)
    {
        if (expected is null || expected.Matches(actual)) return null;
        var difference = expected.Explain(actual).First!;
        return $"{what} expected {difference.Expected}, but was {difference.Actual}";
    }

    private static JsonElement Value(string text) => JsonSerializer.SerializeToElement(text, ScriptJson.Default.String);

    private static JsonElement Value(int number) => JsonSerializer.SerializeToElement(number, ScriptJson.Default.Int32);

    private static JsonElement Value(JsonObject state) => JsonSerializer.SerializeToElement(state, ScriptJson.Default.JsonObject);
}
