using System.Security.Cryptography;
using Harness.Fixtures.Catalog;
using Harness.Fixtures.Transcripts.Redaction;
using Harness.Mocks.Market;
using Harness.Mocks.Metrics;

namespace Harness.Mocks.Server;

/// <summary>What outlives a reset: what the server was told, and what was said on it.</summary>
internal sealed class StagePlan
{
    public StagePlan(MockServerOptions options, Seeds seeds, StanceSettings stances, TimeProvider peerClock)
    {
        Options = options;
        Seeds = seeds;
        Stances = stances;
        PeerClock = peerClock;
        Log = new MockLog(options).Write;
        Journal = new Journal.Journal(options.TimeProvider, options.JournalBytes, options.OneSession);

        // Whoever knows the seed could try passwords against a mark that follows from it: only a run that is to repeat itself pays that price.
        Redactor = new Redactor(Clocks.IsManual(options.TimeProvider) ? seeds.Key("redaction") : RandomNumberGenerator.GetBytes(32));
        var slugs = options.Protocols.Count == 0 ? ProtocolMocks.Slugs : ProtocolMocks.Slugs.Where(options.Protocols.Contains);
        Catalogue = slugs.Select(slug => ProtocolCatalog.Embedded.Find(slug)!).ToDictionary(
            protocol => protocol,
            protocol => Market.Catalogue.Grow(protocol.Slug, protocol.Instruments, options.Instruments, seeds.Seed));
    }

    public MockServerOptions Options { get; }

    public Seeds Seeds { get; }

    public StanceSettings Stances { get; }

    public TimeProvider PeerClock { get; }

    public Journal.Journal Journal { get; }

    public Redactor Redactor { get; }

    /// <summary>The server's instruments.</summary>
    public MockMeter Meter { get; } = new();

    /// <summary>Takes whatever happens.</summary>
    public Action<MockLogEntry> Log { get; }

    /// <summary>The instruments of each protocol that is played.</summary>
    public IReadOnlyDictionary<Protocol, IReadOnlyList<Instrument>> Catalogue { get; }
}
