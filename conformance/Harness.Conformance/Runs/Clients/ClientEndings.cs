using Harness.Conformance.Reports;
using Harness.Fixtures.Cases;
using Harness.Fixtures.Catalog;
using Harness.Fixtures.Scenarios.Actions;
using Harness.Fixtures.Transcripts;
using Harness.Specs.Verdicts;

namespace Harness.Conformance.Runs.Clients;

/// <summary>What it means that a client was gone before anybody ended it.</summary>
internal static class ClientEndings
{
    /// <summary>
    /// Libraries say goodbye for a program that breaks down; its exit code tells. A close for a fault of the peer (1002 and such) is no breakdown.
    /// </summary>
    private static readonly int?[] Goodbyes = [null, 1000, 1001, 1011];

    /// <returns>Null where leaving was its right: the server had ended the session, or it said goodbye and all was well with it.</returns>
    public static CaseFinding? Judge(TestCase one, Transcript transcript, IRunningClient client)
    {
        var sockets = transcript.Frames.Where(frame => frame.Kind is not FrameKind.Http).GroupBy(frame => frame.Connection).ToList();
        var ending = client.Ending ?? "gone";
        if (sockets.Count == 0 && IsTurnedDown(one) && transcript.Frames.Any(frame => frame is { Kind: FrameKind.Http, From: Party.Client })) return null;
        if (sockets.Count == 0) return Finding(one, Verdict.Untestable, "The client ended without ever connecting", "a connection", ending);
        var last = sockets.MaxBy(group => group.Key)!;
        var accepted = last.Any(frame => frame is { Kind: FrameKind.Open, From: Party.Server });
        var end = last.FirstOrDefault(frame => frame.Kind is FrameKind.Close or FrameKind.Reset or FrameKind.Refuse);
        var brokeDown = client.HasFailed && !IsTurnedDown(one) && end is { Kind: FrameKind.Close, From: Party.Client } && Goodbyes.Contains(end.Code);
        var died = brokeDown || (accepted && end is null or { Kind: FrameKind.Reset, From: Party.Client });
        if (!died) return null;
        var verdict = WasProvoked(one) ? Verdict.Warn : Verdict.Crash;
        return Finding(one, verdict, "The client died while it was connected", "a client that runs until it is ended", ending) with
        {
            Clause = IsAboutSurvival(one) ? one.Clauses.Select(ProtocolCatalog.Embedded.FindClause).FirstOrDefault(clause => clause?.Party == Party.Client) : null,
            Frame = end is null ? null : FrameRef.Of(end),
        };
    }

    /// <summary>Its login fails in this case: giving up with an exit code that says so, and a goodbye, is as right as trying again.</summary>
    private static bool IsTurnedDown(TestCase one) =>
        one.Account is not null || one.Steps.Any(step => step is HarnessStep { Action: ExpireTokenAction or RevokeTokenAction });

    /// <summary>After data that no document allows, dying costs no more than a warning.</summary>
    private static bool WasProvoked(TestCase one) => one.Mock is not null || IsSentTo(one);

    /// <summary>The case sends what a client has to bear, and one of its clauses says so.</summary>
    private static bool IsSentTo(TestCase one) => one.Steps.Any(step => step is HarnessStep { Action: SendAction });

    private static bool IsAboutSurvival(TestCase one) => IsSentTo(one) || one.Clauses.Any(clause => clause.StartsWith("duties.survival.", StringComparison.Ordinal));

    private static CaseFinding Finding(TestCase one, Verdict verdict, string message, string expected, string actual) => new()
    {
        Rule = one.Id,
        Clause = null,
        Party = Party.Client,
        Level = verdict == Verdict.Warn ? ClauseLevel.Should : one.Level,
        Verdict = verdict,
        Message = message,
        Expected = expected,
        Actual = actual,
    };
}
