using Harness.Fixtures.Transcripts;
using Harness.Specs.Rules;

namespace Harness.Specs.Tests.Judging;

/// <summary>A rule whose fold does what a test tells it to; it may report at a MUST, a SHOULD and a SILENT clause.</summary>
internal sealed class ScriptedRule : IRule
{
    public const string Must = "ht-tse.envelope.001";
    public const string Should = "ht-tse.envelope.013";
    public const string Silent = "ht-tse.envelope.015";

    public string Id => "ht-tse.scripted";

    public IReadOnlyList<string> Clauses { get; init; } = [Must, Should, Silent];

    public Party Party => Party.Server;

    public IReadOnlyList<WireDetail> Needs { get; init; } = [];

    public Action<FrameView, FindingSink>? Frame { get; init; }

    public Action<long, FindingSink>? Time { get; init; }

    public Action<long, FindingSink>? AtEnd { get; init; }

    public bool IgnoresGaps { get; init; }

    public Fold Start(RuleContext context) => new ScriptedFold(this);

    private sealed class ScriptedFold(ScriptedRule rule) : Fold
    {
        public override bool IgnoresGaps => rule.IgnoresGaps;

        public override void OnFrame(FrameView frame, FindingSink findings) => rule.Frame?.Invoke(frame, findings);

        public override void OnTime(long now, FindingSink findings) => rule.Time?.Invoke(now, findings);

        public override void End(long observedUntil, FindingSink findings) => rule.AtEnd?.Invoke(observedUntil, findings);
    }
}
