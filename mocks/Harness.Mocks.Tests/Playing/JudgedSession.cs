using Harness.Fixtures.Transcripts;
using Harness.Mocks.Journal;
using Harness.Specs.Judging;
using Harness.Specs.Verdicts;

namespace Harness.Mocks.Tests.Playing;

/// <summary>Judges what a mock says while it says it.</summary>
internal sealed class JudgedSession(string protocol) : IJournalObserver
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Judge> _judges = [];

    public long Frames { get; private set; }

    /// <summary>What the server did that its document does not allow.</summary>
    public IReadOnlyList<Finding> Faults
    {
        get
        {
            lock (_lock)
            {
                return [.. _judges.Values.SelectMany(judge => judge.Findings).Where(finding => finding.Party == Party.Server && finding.Verdict > Verdict.Info)];
            }
        }
    }

    public void Observe(JournalSession session, Frame frame)
    {
        lock (_lock)
        {
            Frames++;
            if (!_judges.TryGetValue(session.Id, out var judge))
            {
                judge = new Judge(new TranscriptHeader { Session = session.Id, Protocol = protocol, Started = session.Started });
                _judges.Add(session.Id, judge);
            }

            judge.OnFrame(frame);
        }
    }

    public void Cleared()
    {
    }
}
