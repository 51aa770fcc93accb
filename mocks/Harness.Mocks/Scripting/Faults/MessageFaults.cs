using Harness.Fixtures.Scenarios.Actions;

namespace Harness.Mocks.Scripting.Faults;

internal sealed class DiscardFault : IMessageFault
{
    public void Apply(ScriptedMessage message, RuleRun run) => message.IsDiscarded = true;
}

internal sealed class DelayFault(TimeSpan latency, TimeSpan jitter) : IMessageFault
{
    public void Apply(ScriptedMessage message, RuleRun run) => message.Delay += run.Scenario.Chance.Jitter(latency, jitter);
}

internal sealed class DuplicateFault(int copies) : IMessageFault
{
    public void Apply(ScriptedMessage message, RuleRun run) => message.Copies += copies;
}

internal sealed class ReorderFault(int behind) : IMessageFault
{
    public void Apply(ScriptedMessage message, RuleRun run) => message.Behind = Math.Max(message.Behind, behind);
}

internal sealed class TruncateFault(int? bytes) : IMessageFault
{
    public void Apply(ScriptedMessage message, RuleRun run) =>
        message.Payload = message.Payload[..Math.Min(bytes ?? message.Payload.Length / 2, message.Payload.Length)];
}

internal sealed class FragmentFault(int parts) : IMessageFault
{
    public void Apply(ScriptedMessage message, RuleRun run)
    {
        RawWire.Require(run, "fragment");
        message.Fragments = parts;
    }
}

internal sealed class CorruptFault(Corruption kind) : IMessageFault
{
    public void Apply(ScriptedMessage message, RuleRun run)
    {
        switch (kind)
        {
            case Corruption.Utf8:
                // 0xff stands in no UTF-8 text (RFC 3629 §3). In the middle, so that a client that looks at the first bytes only is fooled.
                var broken = message.Payload.Length == 0 ? new byte[1] : message.Payload.ToArray();
                broken[broken.Length / 2] = 0xff;
                message.Payload = broken;
                break;
            case Corruption.Json:
                message.Payload = message.Payload[..Math.Max(0, message.Payload.Length - 1)];
                break;
            default:
                RawWire.Require(run, "corrupt");
                message.Corruption = kind;
                break;
        }
    }
}
