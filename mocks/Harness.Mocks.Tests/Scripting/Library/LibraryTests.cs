using System.Collections.Concurrent;
using Harness.Fixtures.Catalog;
using Harness.Fixtures.Scenarios;

namespace Harness.Mocks.Tests.Scripting.Library;

/// <summary>Plays every scenario of the library to a client that takes whatever bytes come, and looks for what the scenario promises.</summary>
public sealed class LibraryTests
{
    private static readonly ConcurrentDictionary<LibraryClient, Task<LibraryRun>> Controls = new();

    public static TheoryData<string, string> All =>
        [.. ProtocolCatalog.Embedded.Protocols.SelectMany(protocol => FixtureFiles.Under($"{protocol.Slug}/scenarios", ".yaml").Select(path => (protocol.Slug, Path.GetFileNameWithoutExtension(path))))];

    [Theory]
    [MemberData(nameof(All))]
    public async Task Scenario_does_to_a_client_what_it_promises(string slug, string file)
    {
        var path = $"{slug}/scenarios/{file}.yaml";
        var scenario = ScenarioReader.Read(path, FixtureFiles.Read(path));
        var effect = LibraryEffects.All.GetValueOrDefault($"{slug}/{file}") ?? LibraryEffects.All.GetValueOrDefault(file).ShouldNotBeNull($"nobody says what {path} does");
        var client = new LibraryClient(slug, IsIdle: file is "missed-pong-forgiven" or "ping-skipped");
        var control = await Controls.GetOrAdd(client, static known => LibraryRun.PlayAsync(known, null, _ => false));

        var run = await LibraryRun.PlayAsync(client, scenario, soFar => Holds(effect, soFar, control));

        Holds(effect, run, control).ShouldBeTrue($"{path}: {scenario.Name}\n{LibraryStory.Of(run)}");
        Holds(effect, control, control).ShouldBeFalse($"what {path} is recognised by is there without it as well");
    }

    /// <summary>What has not happened yet cannot be looked at: the answer is no.</summary>
    private static bool Holds(Func<LibraryRun, LibraryRun, bool> effect, LibraryRun run, LibraryRun control)
    {
        try
        {
            return effect(run, control);
        }
        catch (Exception e) when (e is ArgumentOutOfRangeException or InvalidOperationException or KeyNotFoundException)
        {
            return false;
        }
    }

    [Fact]
    public void Effects_belong_to_scenarios_that_exist()
    {
        var known = All.SelectMany(row => (string[])[row.Data.Item2, $"{row.Data.Item1}/{row.Data.Item2}"]).ToHashSet();
        LibraryEffects.All.Keys.Where(key => !known.Contains(key)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("token-expires", "ht-tse ht-ime airalgo")]
    [InlineData("token-revoked", "ht-tse ht-ime airalgo")]
    [InlineData("token-503", "ht-tse ht-ime airalgo")]
    [InlineData("token-slow", "ht-tse ht-ime airalgo")]
    [InlineData("rejected-on-reconnect", "*")]
    [InlineData("feed-interrupted", "*")]
    [InlineData("slow-feed", "*")]
    [InlineData("bursty-feed", "*")]
    [InlineData("gap-and-duplicate", "*")]
    [InlineData("reordered", "*")]
    [InlineData("half-open", "*")]
    [InlineData("missing-pong", "*")]
    [InlineData("late-pong", "*")]
    [InlineData("ping-storm", "virtuoso")]
    [InlineData("server-restart", "*")]
    [InlineData("session-lost", "odin")]
    [InlineData("session-restored-late", "odin")]
    [InlineData("partial-fill-then-cancel", "virtuoso")]
    [InlineData("fill-before-acknowledgement", "virtuoso")]
    [InlineData("fill-before-confirmation", "airalgo")]
    [InlineData("duplicated-fill", "virtuoso airalgo")]
    [InlineData("order-unanswered", "virtuoso airalgo")]
    [InlineData("unknown-field", "*")]
    [InlineData("truncated-json", "*")]
    [InlineData("invalid-utf-8", "*")]
    [InlineData("oversized-message", "*")]
    [InlineData("fragmented", "*")]
    [InlineData("close-without-frame", "*")]
    [InlineData("tcp-reset", "*")]
    [InlineData("clock-skew", "*")]
    [InlineData("market-closes", "ht-tse ht-ime odin airalgo")]
    [InlineData("unknown-event", "virtuoso airalgo")]
    [InlineData("unknown-channel", "ht-tse ht-ime")]
    [InlineData("unknown-type", "odin")]
    public void Library_holds(string file, string slugs)
    {
        var wanted = slugs == "*" ? ProtocolCatalog.Embedded.Protocols.Select(protocol => protocol.Slug) : slugs.Split(' ');
        wanted.Where(slug => !FixtureFiles.Exists($"{slug}/scenarios/{file}.yaml")).ShouldBeEmpty();
    }
}
