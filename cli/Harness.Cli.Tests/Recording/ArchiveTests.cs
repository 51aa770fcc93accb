using Harness.Conformance.Runs;
using Harness.Mocks.Replaying;
using Harness.Specs.Judging;
using Harness.Specs.Verdicts;

namespace Harness.Cli.Tests.Recording;

/// <summary>What a browser exported, checked and played.</summary>
public sealed class ArchiveTests
{
    private static readonly string Samples = Path.Combine(Repository.Root, "fixtures", "Harness.Fixtures.Tests", "Transcripts", "Har");

    [Theory]
    [InlineData("odin")]
    [InlineData("airalgo")]
    public async Task Archive_is_judged_by_what_it_shows(string slug)
    {
        var run = await CliRun.OfAsync("check", "transcript", Path.Combine(Samples, slug + ".har"));

        run.ExitCode.ShouldBe(0, run.Output + run.Error);
        run.Output.ShouldContain($"{slug} transcript {slug}: 1 case: 1 PASS");
        run.Output.ShouldContain("rfc6455.framing.client, rfc6455.framing.server, rfc6455.utf8.client, rfc6455.utf8.server, rfc6455.pong.client, rfc6455.pong.server, rfc6455.close.client");
    }

    [Theory]
    [InlineData("odin")]
    [InlineData("airalgo")]
    public void Nobody_is_blamed_or_praised_for_what_an_archive_does_not_show(string slug)
    {
        var transcript = Recordings.Read([Path.Combine(Samples, slug + ".har")], out _, out _).ShouldHaveSingleItem().Transcript;

        var blind = Judge.Run(transcript).Outcomes.Where(outcome => outcome.Rule.Needs.Count > 0).ToList();

        blind.Count.ShouldBeGreaterThan(10);
        blind.ShouldAllBe(outcome => outcome.Verdict == Verdict.NotApplicable);
        Judge.Run(transcript with { Header = transcript.Header with { Unseen = [] } }).Outcomes.ShouldContain(outcome => outcome.Rule.Id == "rfc6455.framing.client" && outcome.Verdict == Verdict.Pass);
    }

    [Theory]
    [InlineData("odin")]
    [InlineData("airalgo")]
    public async Task Archive_replays_to_a_client(string slug)
    {
        var transcripts = Recordings.Read([Path.Combine(Samples, slug + ".har")], out _, out _).Select(recording => recording.Transcript).ToList();
        await using var replay = await ReplayServer.StartAsync(new ReplayOptions { Transcripts = transcripts, Pace = ReplayPace.Max }, TestContext.Current.CancellationToken);

        var echo = await EchoingClient.RunAsync(slug, replay.SocketUrl, replay.HttpUrl, 3);

        echo.ShouldContain(line => line.Contains("ltp", StringComparison.Ordinal));
    }
}
