using System.Text;
using Harness.Conformance.Reports;
using Harness.Conformance.Runs;
using Harness.Conformance.Runs.Servers;
using Harness.Fixtures.Catalog;
using Harness.Fixtures.Transcripts;
using Harness.Fixtures.Transcripts.Redaction;
using Harness.Mocks.Server;
using Harness.Specs.Judging;
using Harness.Specs.Verdicts;
using Harness.Wire.Time;

namespace Harness.Conformance.Tests.Runs;

public sealed class TranscriptRunTests
{
    [Fact]
    public async Task Recording_of_a_good_session_passes_and_one_corrupted_frame_is_named()
    {
        var good = await RecordAsync();
        var report = Judge(good);
        report.Cases.ShouldHaveSingleItem().Verdict.ShouldBe(Verdict.Pass, string.Join('\n', report.Cases[0].Findings));

        var index = good.Frames.ToList().FindLastIndex(frame => frame.Kind == FrameKind.Text);
        var broken = good with { Frames = [.. good.Frames.Select((frame, at) => at == index ? With(frame, frame.Text.Replace("\"channel\"", "\"chanel\"", StringComparison.Ordinal)) : frame)] };
        var findings = Judge(broken).Cases.ShouldHaveSingleItem().Findings;
        findings.ShouldNotBeEmpty();
        findings.ShouldAllBe(finding => finding.Frame == FrameRef.Of(good.Frames[index]) || finding.Frame == null);
        findings.ShouldContain(finding => finding.Clause!.Id == "ht-tse.envelope.002" && finding.Verdict == Verdict.Fail);
    }

    [Fact]
    public async Task Recording_read_back_from_disk_is_judged_like_the_live_session()
    {
        var live = await RecordAsync();
        var bytes = TranscriptWriter.ToBytes(live, Redactor.FromSeed(1));
        var folder = Directory.CreateTempSubdirectory("harness-recordings");
        try
        {
            await File.WriteAllBytesAsync(Path.Combine(folder.FullName, "one.jsonl"), bytes, TestContext.Current.CancellationToken);
            var read = Recordings.Read([folder.FullName], out var problems, out _);
            problems.ShouldBeEmpty();
            var fromDisk = new TranscriptRun(JudgeOptions.Default, null).Judge(read).ShouldHaveSingleItem();
            fromDisk.Cases.Select(result => result.Verdict).ShouldBe(Judge(live).Cases.Select(result => result.Verdict));
            fromDisk.Undecided.ShouldContain("ht-tse.expiry");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void Paths_without_recordings_are_problems()
    {
        Recordings.Read(["/nowhere/at-all.jsonl"], out var problems, out _).ShouldBeEmpty();
        problems.ShouldHaveSingleItem().ShouldContain("no such file or folder");
    }

    private static RunReport Judge(Transcript transcript) => new TranscriptRun(JudgeOptions.Default, null).Judge([("recording", transcript)]).ShouldHaveSingleItem();

    private static async Task<Transcript> RecordAsync()
    {
        var clock = new ManualClock(new DateTimeOffset(2026, 3, 2, 6, 0, 0, TimeSpan.Zero));
        var options = new MockServerOptions { Protocols = ["ht-tse"], Seed = 7, Transport = MockTransport.InProcess, TimeProvider = clock };
        await using var mock = await MockServer.StartAsync(options, TestContext.Current.CancellationToken);
        var run = new ServerRun(
            new CheckOptions { Protocol = ProtocolCatalog.Embedded.Find("ht-tse")!, Cases = new CaseFilter(["ht-tse.subscribe.001"], []), Jobs = 1 },
            new ServerRunOptions { Url = mock.SocketUrl, Http = mock.HttpUrl, Dial = mock.ConnectAsync, Time = clock });
        var result = (await run.RunAsync(TestContext.Current.CancellationToken)).Cases.ShouldHaveSingleItem();
        result.Verdict.ShouldBe(Verdict.Pass, string.Join('\n', result.Findings));
        return result.Transcript!;
    }

    private static Frame With(Frame frame, string text) => new()
    {
        T = frame.T,
        Connection = frame.Connection,
        Index = frame.Index,
        From = frame.From,
        Kind = frame.Kind,
        Payload = Encoding.UTF8.GetBytes(text),
    };
}
