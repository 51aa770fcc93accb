using Harness.Cli.Flags;
using Harness.Conformance.Runs;
using Harness.Fixtures.Catalog;
using Harness.Fixtures.Transcripts;
using Harness.Mocks.Server;
using Harness.Wire.Time;

namespace Harness.Cli.Serving;

/// <summary>From the flags of <c>serve</c> to the options of a mock server.</summary>
internal static class ServeOptions
{
    /// <summary>A Monday on which every exchange is open: 9:30 in Tehran, 11:30 in Mumbai.</summary>
    private static readonly DateTimeOffset ReproducibleStart = new(2026, 3, 2, 6, 0, 0, TimeSpan.Zero);

    public static MockServerOptions Read(FlagReader reader, ServeFlags flags)
    {
        var otherwise = new MockServerOptions { Port = 8080 };
        var clock = Clock(reader, flags);
        var protocols = Protocols(reader, flags);
        var options = otherwise with
        {
            Port = reader.Value(flags.Port, otherwise.Port),
            Host = reader.Value(flags.Host, otherwise.Host),
            Protocols = protocols,
            Seed = Seed(reader, flags),
            TimeProvider = clock,
            RecordedFeed = Feed(reader, flags),
            Rate = reader.Value(flags.Rate, otherwise.Rate),
            Burst = reader.IsGiven(flags.Burst) ? reader.Value(flags.Burst, null!) : null,
            Coalesce = reader.Value(flags.Coalesce, otherwise.Coalesce),
            SlowConsumer = SlowConsumers.Policy(reader.Value(flags.SlowConsumer, SlowConsumers.Words[0])),
            Instruments = reader.Value(flags.Instruments, otherwise.Instruments),
            FollowMarketHours = reader.Value(flags.Market, "open") == "hours",
            Stances = Stances(reader, flags),
            TokenLifetime = reader.Value(flags.TokenLifetime, otherwise.TokenLifetime),
            JournalDirectory = Optional(reader, flags.Journal),
            AdminToken = Optional(reader, flags.AdminToken),
            Tls = reader.IsOn(flags.Tls),
        };
        return options with { Scenarios = ScenarioFiles.Read(reader, reader.Values(flags.Scenario), options) };
    }

    private static IReadOnlyList<string> Protocols(FlagReader reader, ServeFlags flags)
    {
        var chosen = reader.Values(flags.Protocol);
        foreach (var slug in chosen)
        {
            if (!ProtocolCatalog.Embedded.TryFind(slug, out _, out var error)) reader.Add($"--protocol: {error}");
        }

        return chosen;
    }

    private static IReadOnlyDictionary<string, string> Stances(FlagReader reader, ServeFlags flags)
    {
        var settings = ProtocolCatalog.Embedded.Stances.Choose(reader.Values(flags.Stance), out var errors);
        foreach (var error in errors) reader.Add($"--stance: {error}");
        return settings.Chosen;
    }

    /// <summary>
    /// A manual clock whose seed is given starts at an instant that never changes: the same seed then gives the same bytes on every run.
    /// </summary>
    private static SteeredClock Clock(FlagReader reader, ServeFlags flags)
    {
        var choice = reader.Value(flags.Clock, new ClockChoice(IsManual: false, null));
        var start = choice is { IsManual: true, Start: null } && reader.IsGiven(flags.Seed) ? ReproducibleStart : choice.Start;
        return new SteeredClock(TimeProvider.System, start, reader.Value(flags.Speed, 1), choice.IsManual);
    }

    /// <returns>Null where the market is simulated.</returns>
    private static IReadOnlyList<Transcript>? Feed(FlagReader reader, ServeFlags flags)
    {
        var feed = reader.Value(flags.Feed, "simulated");
        if (!feed.StartsWith(Forms.FeedFile, StringComparison.Ordinal)) return null;
        var recordings = Recordings.Read([feed[Forms.FeedFile.Length..]], out var problems, out _);
        foreach (var problem in problems) reader.Add($"--feed: {problem}");
        if (reader.IsGiven(flags.Rate) || reader.IsGiven(flags.Burst)) reader.Add("--rate and --burst: expected only with --feed simulated; a recording has a pace of its own, which --speed scales");
        return [.. recordings.Select(recording => recording.Transcript)];
    }

    private static ulong? Seed(FlagReader reader, ServeFlags flags) => reader.IsGiven(flags.Seed) ? reader.Value(flags.Seed, 0UL) : null;

    private static string? Optional(FlagReader reader, Flag<string> flag) => reader.IsGiven(flag) ? reader.Value(flag, "") : null;
}
