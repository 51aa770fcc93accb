using Harness.Cli.Flags;
using Harness.Fixtures.Catalog;
using Harness.Mocks.Server;
using Harness.Wire.Time;

namespace Harness.Cli.Serving;

/// <summary>From the flags of <c>serve</c> to the options of a mock server.</summary>
internal static class ServeOptions
{
    public static MockServerOptions Read(FlagReader reader, ServeFlags flags)
    {
        var otherwise = new MockServerOptions { Port = 8080 };
        return otherwise with
        {
            Port = reader.Value(flags.Port, otherwise.Port),
            Host = reader.Value(flags.Host, otherwise.Host),
            Protocols = Protocols(reader, flags),
            Scenarios = ScenarioFiles.Read(reader, reader.Values(flags.Scenario)),
            Seed = Seed(reader, flags),
            TimeProvider = Clock(reader, flags),
            Rate = reader.Value(flags.Rate, otherwise.Rate),
            Instruments = reader.Value(flags.Instruments, otherwise.Instruments),
            FollowMarketHours = reader.Value(flags.Market, "open") == "hours",
            Stances = Stances(reader, flags),
            TokenLifetime = reader.Value(flags.TokenLifetime, otherwise.TokenLifetime),
            JournalDirectory = Optional(reader, flags.Journal),
            AdminToken = Optional(reader, flags.AdminToken),
            Tls = reader.IsOn(flags.Tls),
        };
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

    private static TimeProvider Clock(FlagReader reader, ServeFlags flags)
    {
        var start = reader.Value(flags.Clock, null);
        var speed = reader.Value(flags.Speed, 1);
        return start is null && speed == 1 ? TimeProvider.System : new RunningClock(start ?? TimeProvider.System.GetUtcNow(), speed, TimeProvider.System);
    }

    private static ulong? Seed(FlagReader reader, ServeFlags flags) => reader.IsGiven(flags.Seed) ? reader.Value(flags.Seed, 0UL) : null;

    private static string? Optional(FlagReader reader, Flag<string> flag) => reader.IsGiven(flag) ? reader.Value(flag, "") : null;
}
