using Harness.Fixtures.Scenarios;
using Harness.Mocks.Scripting.Faults;

namespace Harness.Mocks.Scripting;

/// <summary>Lets rules fire on one connection, and keeps those firings that wait.</summary>
internal sealed class ConnectionFirings(ConnectionScript script)
{
    /// <summary>What ends with the connection.</summary>
    public PlannedRuns Planned { get; } = new();

    /// <summary>In each scenario runs the first rule that fires, and those below it as long as they say <c>continue</c>.</summary>
    /// <returns>Whether any fired, and whether any of them lets the built-in behaviour have its way.</returns>
    public (bool Any, bool Passes) First(CompiledRule[][] byScenario, RuleSubject subject)
    {
        var (any, passes) = (false, false);
        foreach (var rules in byScenario)
        {
            foreach (var rule in rules)
            {
                if (!rule.Fires(subject)) continue;
                any = true;
                passes |= rule.Passes;
                var run = Start(rule, subject);
                if (rule.Faults.Length > 0) Change(rule, run);
                run.Go();
                if (!rule.Rule.Continue) break;
            }
        }

        return (any, passes);
    }

    /// <summary>Lets the rules change a message on its way out. Null where none fired; otherwise their firings, to go once the message has left.</summary>
    public List<RuleRun>? Change(CompiledRule[][] byScenario, RuleSubject subject, ScriptedMessage message)
    {
        List<RuleRun>? runs = null;
        foreach (var rules in byScenario)
        {
            foreach (var rule in rules)
            {
                if (!rule.Fires(subject)) continue;
                var run = Start(rule, subject);
                (runs ??= []).Add(run);
                Apply(rule, message, run);
                if (rule.Faults.Length > 0) subject.Replace(message.Payload);
                if (!rule.Rule.Continue) break;
            }
        }

        return runs;
    }

    /// <summary>Lets a rule on a client's message change what <c>pass</c> hands on.</summary>
    private static void Change(CompiledRule rule, RuleRun run)
    {
        var message = new ScriptedMessage(run.Context.Payload ?? default);
        Apply(rule, message, run);
        run.Context.With(message.Payload);
        run.Context.IsDiscarded = message.IsDiscarded;
    }

    private static void Apply(CompiledRule rule, ScriptedMessage message, RuleRun run)
    {
        foreach (var fault in rule.Faults)
        {
            try
            {
                fault.Apply(message, run);
            }
            catch (Exception e)
            {
                // The message stays as it was; its connection must not suffer for a fault that does not fit it.
                run.Problem(e.Message);
            }
        }
    }

    private RuleRun Start(CompiledRule rule, RuleSubject subject)
    {
        var isClose = rule.Rule.On == ScenarioTrigger.Close;
        var context = new RunContext
        {
            Connections = [script.Connection],
            SessionKey = script.SessionKey,
            ConnectionState = script.State(rule.Scenario),
            Name = isClose ? "close" : "message",
            IsBinary = subject.IsBinary,
        };
        return new RuleRun(rule, context.With(subject.Payload), isClose ? rule.Scenario.Runs : Planned);
    }
}
