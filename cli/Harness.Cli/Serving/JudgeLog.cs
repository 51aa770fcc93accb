using Harness.Conformance.Live;
using Harness.Mocks.Server;

namespace Harness.Cli.Serving;

/// <summary>Lets what a live judge finds appear in a mock's log.</summary>
internal static class JudgeLog
{
    public static LiveJudgeOptions Into(LogWriter log, TimeProvider time, LiveJudgeOptions options) => options with
    {
        OnFinding = finding => log.Write(new MockLogEntry(MockLogLevel.Notice, finding.At, finding.Protocol, finding.Session, finding.Line)),
        Remark = remark => log.Write(new MockLogEntry(MockLogLevel.Notice, time.GetUtcNow(), "judge", null, remark)),
    };
}
