using Harness.Conformance.Runs;
using Harness.Fixtures.Catalog;
using Harness.Fixtures.Transcripts;
using Harness.Mocks.Recording;
using Harness.Mocks.Replaying;
using Harness.Mocks.Server;
using Harness.Specs.Judging;
using Harness.Specs.Verdicts;

namespace Harness.Cli.Tests.Recording;

/// <summary>
/// A session of our own server, recorded through TLS: it is judged like the live one, and its replay tells the client the same.
/// </summary>
public sealed class RoundTripTests : IDisposable
{
    private const int Lines = 8;

    private readonly string _folder = Directory.CreateTempSubdirectory("harness-round-trip-").FullName;

    public static TheoryData<string, ReplayPace> Protocols =>
        [.. ProtocolCatalog.Embedded.Protocols.SelectMany(protocol => Enum.GetValues<ReplayPace>().Select(pace => (protocol.Slug, pace)))];

    [Theory]
    [MemberData(nameof(Protocols))]
    public async Task Recorded_session_is_judged_as_it_was_live_and_replays_to_the_same_echo(string slug, ReplayPace pace)
    {
        IReadOnlyList<string> echo;
        Transcript live;
        await using (var mock = await MockServer.StartAsync(
            new MockServerOptions { Protocols = [slug], Seed = 7, Rate = 20, Tls = true, TlsDirectory = Path.Combine(_folder, "tls") }, TestContext.Current.CancellationToken))
        {
            await using (var proxy = await RecordingProxy.StartAsync(
                new RecordingOptions { Target = mock.SocketUrl, AuthorityFile = mock.AuthorityPath, Directory = Recorded }, TestContext.Current.CancellationToken))
            {
                echo = await EchoingClient.RunAsync(slug, proxy.SocketUrl, proxy.HttpUrl, Lines);
            }

            live = mock.Journal.Sessions.ShouldHaveSingleItem().ToTranscript();
        }

        var recorded = Recordings.Read([Recorded], out var problems, out _).ShouldHaveSingleItem().Transcript;
        problems.ShouldBeEmpty();
        recorded.Header.Protocol.ShouldBe(slug);
        JudgedAlike(Judge.Run(live), Judge.Run(recorded));

        await using var replay = await ReplayServer.StartAsync(new ReplayOptions { Transcripts = [recorded], Pace = pace }, TestContext.Current.CancellationToken);
        (await EchoingClient.RunAsync(slug, replay.SocketUrl, replay.HttpUrl, Lines)).Take(Lines).ShouldBe(echo.Take(Lines));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string Recorded => Path.Combine(_folder, "recorded");

    /// <summary>The recording shows more of the handshake than the mock's own journal, so that a rule may have something to judge there only.</summary>
    private static void JudgedAlike(Judge live, Judge recorded)
    {
        recorded.Findings.Select(Show).ShouldBe(live.Findings.Select(Show));
        var verdicts = recorded.Outcomes.ToDictionary(outcome => outcome.Rule.Id, outcome => outcome.Verdict);
        foreach (var outcome in live.Outcomes)
        {
            if (outcome.Verdict != Verdict.NotApplicable) verdicts[outcome.Rule.Id].ShouldBe(outcome.Verdict, outcome.Rule.Id);
        }
    }

    private static string Show(Finding finding) => $"{finding.Verdict} {finding.Rule} {finding.Clause!.Id} {finding.Message}";
}
