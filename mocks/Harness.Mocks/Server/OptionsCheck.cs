using System.Globalization;
using System.Net;
using Harness.Fixtures.Catalog;

namespace Harness.Mocks.Server;

/// <summary>Finds everything that is wrong with a set of options, so that it can be said in one go.</summary>
internal static class OptionsCheck
{
    public static void Validate(MockServerOptions options, out StanceSettings stances)
    {
        var problems = new List<string>();
        foreach (var slug in options.Protocols)
        {
            if (ProtocolMocks.Slugs.Contains(slug)) continue;
            problems.Add($"protocol '{slug}': expected one of {string.Join(", ", ProtocolMocks.Slugs)}{NearestWord.Hint(slug, ProtocolMocks.Slugs)}");
        }

        if (options.Port is < 0 or > 65535) problems.Add($"port {Invariant(options.Port)}: expected 0 to 65535, where 0 takes a free one");
        if (options.Host != "localhost" && !IPAddress.TryParse(options.Host, out _)) problems.Add($"host '{options.Host}': expected an IP address or localhost");
        if (!double.IsFinite(options.Rate) || options.Rate is < 0 or > 1_000_000) problems.Add($"rate {Invariant(options.Rate)}: expected 0 to 1000000 messages a second per instrument");
        if (options.Burst is { } burst && (!double.IsFinite(burst.Factor) || burst.Factor is < 1 or > 1000 || burst.Lasts <= TimeSpan.Zero || burst.Lasts >= burst.Every))
        {
            problems.Add($"burst of {Invariant(burst.Factor)} times the rate for {burst.Lasts} every {burst.Every}: expected 1 to 1000 times, for less than the time to the next");
        }

        if (options.Coalesce < TimeSpan.Zero || options.Coalesce > TimeSpan.FromSeconds(10)) problems.Add($"coalesce {options.Coalesce}: expected 0 to 10 s");
        if (options.OutboxBytes is < 1024 or > 1 << 30) problems.Add($"outbox {Invariant(options.OutboxBytes)}: expected 1024 bytes to 1 GiB");
        if (options.Instruments is < 0 or > 10_000) problems.Add($"instruments {Invariant(options.Instruments)}: expected 0 to 10000");
        if (options.TokenLifetime <= TimeSpan.Zero || options.TokenLifetime > TimeSpan.FromDays(3650)) problems.Add($"token lifetime {options.TokenLifetime}: expected more than nothing and at most ten years");
        if (options.MaxMessageBytes is < 125 or > 1 << 30) problems.Add($"longest message {Invariant(options.MaxMessageBytes)}: expected 125 bytes to 1 GiB");
        if (options.RestoredSessions is < 0 or > 10_000_000) problems.Add($"restored sessions {Invariant(options.RestoredSessions)}: expected 0 to 10000000");
        if (options.JournalBytes < 64 * 1024) problems.Add($"journal {Invariant(options.JournalBytes)}: expected at least 65536 bytes");
        if (options is { Tls: true, Transport: MockTransport.Mounted }) problems.Add("TLS is the app's to offer where the mock is mounted");
        if (options is { Tls: true, Transport: MockTransport.InProcess }) problems.Add("TLS needs a port; in process there is nothing to encrypt");

        var chosen = options.Scenarios.SelectMany(scenario => scenario.Stances).Concat(options.Stances);
        stances = ProtocolCatalog.Embedded.Stances.Choose(chosen.Select(pair => $"{pair.Key}={pair.Value}"), out var errors);
        problems.AddRange(errors);
        if (problems.Count > 0) throw new MockServerException(problems);
    }

    private static string Invariant<T>(T value)
        where T : IFormattable => value.ToString(null, CultureInfo.InvariantCulture);
}
