using Harness.Mocks.Scripting.Steps;
using Harness.Mocks.Scripting.Templates;

namespace Harness.Mocks.Scripting;

/// <summary>One firing of a rule on its way through its steps.</summary>
internal sealed class RuleRun
{
    private readonly PlannedRuns _planned;
    private readonly StepLimit.Budget _budget;
    private readonly CompiledRule _origin;
    private CompiledRule _rule;
    private int _position;
    private ITimer? _timer;
    private bool _cancelled;

    /// <param name="rule">The rule that fired.</param>
    /// <param name="context">What it works on.</param>
    /// <param name="planned">Where the firing stands while it waits, so that its owner can call it off.</param>
    public RuleRun(CompiledRule rule, RunContext context, PlannedRuns planned)
    {
        _origin = _rule = rule;
        _planned = planned;
        _budget = rule.Scenario.Limit.Share();
        Context = context;
    }

    public LoadedScenario Scenario => _origin.Scenario;

    public RunContext Context { get; }

    /// <summary>How often the step at work has been repeated, from 0: the <c>index</c> of templates.</summary>
    public int Index { get; private set; }

    public SessionMemory Session => Scenario.Memory.Session(Context.SessionKey);

    /// <summary>Goes on until the steps end or one of them waits.</summary>
    public void Go()
    {
        Scenario.Settings.Journal.Fired(Context.First, Scenario.Scenario, _origin.Rule);
        Continue();
    }

    public void Cancel()
    {
        _cancelled = true;
        _timer?.Dispose();
    }

    /// <summary>The values that templates of this firing see.</summary>
    public TemplateModel Model() => new(this);

    /// <summary>Reports what could not be done, with the place of the step at work.</summary>
    public void Problem(string text) => Scenario.Settings.Journal.Problem(Context.First, $"{Scenario.Place(_rule.Place(_position))}: {text}");

    private void Continue()
    {
        if (!Scenario.Limit.Run(_budget, Walk)) Problem("stopped: the rule sets itself off again and again");
    }

    private void Resume()
    {
        _timer?.Dispose();
        _timer = null;
        _planned.Remove(this);
        if (!_cancelled) Continue();
    }

    private void Walk()
    {
        while (!_cancelled && _position < _rule.Steps.Length)
        {
            if (!_budget.Take())
            {
                Problem($"stopped: more than {Scenario.Settings.StepsPerSecond} steps within a second; an 'after' in the loop gives it a pace");
                return;
            }

            var outcome = Attempt(_rule.Steps[_position]);
            Move(outcome);
            if (outcome.Wait <= TimeSpan.Zero) continue;
            Context.Keep();
            _planned.Add(this);
            _timer = Scenario.Settings.Schedule(outcome.Wait, Resume);
            return;
        }
    }

    private void Move(StepOutcome outcome)
    {
        if (outcome.Jump is { } target)
        {
            (_rule, _position, Index) = (target, 0, 0);
        }
        else if (outcome.Again)
        {
            Index++;
        }
        else
        {
            _position++;
            Index = 0;
        }
    }

    private StepOutcome Attempt(IScriptStep step)
    {
        try
        {
            return step.Run(this);
        }
        catch (Exception fault)
        {
            // One step that cannot be done must not take the rest, or the connection, with it, whatever its message did to it.
            Problem(fault.Message);
            return StepOutcome.Next;
        }
    }
}
