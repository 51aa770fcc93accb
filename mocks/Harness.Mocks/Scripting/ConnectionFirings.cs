using Harness.Fixtures.Scenarios;
using Harness.Mocks.Scripting.Choosing;
using Harness.Mocks.Scripting.Faults;

namespace Harness.Mocks.Scripting;

/// <summary>Lets rules fire on one connection, and keeps those firings that wait.</summary>
internal sealed class ConnectionFirings(ConnectionScript script)
{
    private RuleSubject? _spare;

    /// <summary>What ends with the connection.</summary>
    public PlannedRuns Planned { get; } = new();

    /// <summary>In each scenario runs the first rule that fires, and those below it as long as they say <c>continue</c>.</summary>
    /// <returns>Whether any fired, and whether any of them lets the built-in behaviour have its way.</returns>
    public (bool Any, bool Passes) First(RuleTable[] tables, ReadOnlyMemory<byte>? payload = null, bool isBinary = false)
    {
        var fired = (Any: false, Passes: false);
        foreach (var table in tables) First(table, payload, isBinary, ref fired);
        return fired;
    }

    /// <summary>Runs one rule, if it fires.</summary>
    public void Only(CompiledRule rule)
    {
        var subject = Take(null, isBinary: false);
        if (rule.Fires(subject)) Start(rule, subject).Go();
        GiveBack(subject);
    }

    /// <summary>Lets the rules change a message on its way out. Null where none fired; otherwise their firings, to go once the message has left.</summary>
    public List<RuleRun>? Change(RuleTable[] tables, ScriptedMessage message)
    {
        List<RuleRun>? runs = null;
        foreach (var table in tables) Change(table, message, ref runs);
        return runs;
    }

    /// <summary>Whether some rule may match a message that is about to leave; if not, none does.</summary>
    public static bool MayChange(RuleTable[] tables, ReadOnlyMemory<byte> payload)
    {
        foreach (var table in tables)
        {
            if (MayChange(table, payload)) return true;
        }

        return false;
    }

    /// <summary>What set the rules off, for whoever asks afterwards. Give it back.</summary>
    public RuleSubject Take(ReadOnlyMemory<byte>? payload, bool isBinary, SharedParse? shared = null)
    {
        var subject = _spare ?? RuleSubject.Of(script);
        _spare = null;
        return subject.With(payload, isBinary, shared);
    }

    public void GiveBack(RuleSubject subject)
    {
        subject.Dispose();
        if (subject.Traits == script.Traits && subject.SessionKey == script.SessionKey) _spare = subject;
    }

    /// <summary>The connection is known by another name from now on.</summary>
    public void Forget() => _spare = null;

    private static bool MayChange(RuleTable table, ReadOnlyMemory<byte> payload)
    {
        Span<ulong> marks = stackalloc ulong[table.Words];
        table.SiftShared(payload, marks);
        return RuleMarks.Next(marks, 0) >= 0;
    }

    private void First(RuleTable table, ReadOnlyMemory<byte>? payload, bool isBinary, ref (bool Any, bool Passes) fired)
    {
        Span<ulong> marks = stackalloc ulong[table.Words];
        table.Sift(isBinary || payload is not { } content ? default : content.Span, marks);
        var at = RuleMarks.Next(marks, 0);
        if (at < 0) return;
        var subject = Take(payload, isBinary);
        for (; at >= 0; at = RuleMarks.Next(marks, at + 1))
        {
            var rule = table.Rules[at];
            if (!rule.Fires(subject)) continue;
            fired.Any = true;
            fired.Passes |= rule.Passes;
            var run = Start(rule, subject);
            if (rule.Faults.Length > 0) Change(rule, run);
            run.Go();
            if (!rule.Rule.Continue) break;
        }

        GiveBack(subject);
    }

    private void Change(RuleTable table, ScriptedMessage message, ref List<RuleRun>? runs)
    {
        Span<ulong> marks = stackalloc ulong[table.Words];
        table.SiftShared(message.Payload, marks);
        var at = RuleMarks.Next(marks, 0);
        if (at < 0) return;
        var subject = Take(message.Payload, isBinary: false, script.Parses);
        for (; at >= 0; at = RuleMarks.Next(marks, at + 1))
        {
            var rule = table.Rules[at];
            if (!rule.Fires(subject)) continue;
            var run = Start(rule, subject);
            (runs ??= []).Add(run);
            Apply(rule, message, run);
            if (!rule.Rule.Continue) break;
            if (rule.Faults.Length == 0) continue;

            // The rules below see what has become of the message.
            subject.With(message.Payload);
            table.Sift(message.Payload.Span, marks);
        }

        GiveBack(subject);
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
