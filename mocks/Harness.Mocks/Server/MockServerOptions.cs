using Harness.Fixtures.Scenarios;
using Harness.Wire;
using Microsoft.Extensions.Logging;

namespace Harness.Mocks.Server;

/// <summary>Everything that can be chosen about a mock server. Validated once, when it starts, all errors together.</summary>
public sealed record MockServerOptions
{
    /// <summary>A TCP port, or none.</summary>
    public MockTransport Transport { get; init; } = MockTransport.Port;

    /// <summary>Address to listen on: an IP address or <c>localhost</c>.</summary>
    public string Host { get; init; } = "127.0.0.1";

    /// <summary>TCP port; 0 takes a free one.</summary>
    public int Port { get; init; }

    /// <summary>Slugs to play; empty means all.</summary>
    public IReadOnlyList<string> Protocols { get; init; } = [];

    /// <summary>What scripts it from the start, and after each reset.</summary>
    public IReadOnlyList<Scenario> Scenarios { get; init; } = [];

    /// <summary>All randomness comes from it. Null takes a new one, which <see cref="MockServer.Seed"/> tells.</summary>
    public ulong? Seed { get; init; }

    /// <summary>The mock's clock: its timers, its market, the time in its messages.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>
    /// The clock of peers outside this process: what a token's expiry is written in. Null takes the system's clock, or <see cref="TimeProvider"/> when
    /// that one is manual.
    /// </summary>
    public TimeProvider? PeerTimeProvider { get; init; }

    /// <summary>Recordings whose market data is sent in the place of a simulated market; null simulates one.</summary>
    public IReadOnlyList<Fixtures.Transcripts.Transcript>? RecordedFeed { get; init; }

    /// <summary>Messages per second per instrument.</summary>
    public double Rate { get; init; } = 2;

    /// <summary>Makes the feed faster now and then; null keeps it even.</summary>
    public RateBurst? Burst { get; init; }

    /// <summary>What the feed has for a connection within this time leaves in one write; zero gives every message a write of its own.</summary>
    public TimeSpan Coalesce { get; init; } = TimeSpan.FromMilliseconds(1);

    /// <summary>What happens to a peer that reads more slowly than the mock sends.</summary>
    public SlowConsumerPolicy SlowConsumer { get; init; } = SlowConsumerPolicy.Disconnect;

    /// <summary>How many bytes may wait for one peer before <see cref="SlowConsumer"/> applies.</summary>
    public int OutboxBytes { get; init; } = WireOptions.Default.OutboxBytes;

    /// <summary>Grow the catalogue to this many instruments per protocol; 0 leaves it as it is.</summary>
    public int Instruments { get; init; }

    /// <summary>The instruments of a protocol that can be named beforehand: what is invented follows from the <see cref="Seed"/>, where that is given.</summary>
    public IReadOnlyList<Fixtures.Catalog.Instrument> InstrumentsOf(string slug)
    {
        var listed = Fixtures.Catalog.ProtocolCatalog.Embedded.Find(slug)?.Instruments ?? [];
        return Seed is { } seed ? Market.Catalogue.Grow(slug, listed, Instruments, seed) : listed;
    }

    /// <summary>False: every exchange is open whenever you ask. True: each follows its own hours.</summary>
    public bool FollowMarketHours { get; init; }

    /// <summary>Answers chosen where the documents are silent, by stance name.</summary>
    public IReadOnlyDictionary<string, string> Stances { get; init; } = new Dictionary<string, string>();

    /// <summary>Credentials of a role of the protocols' accounts, instead of its own.</summary>
    public IReadOnlyDictionary<string, Fixtures.Catalog.Account> Accounts { get; init; } = new Dictionary<string, Fixtures.Catalog.Account>();

    /// <summary>How long an issued token lives.</summary>
    public TimeSpan TokenLifetime { get; init; } = TimeSpan.FromHours(24);

    /// <summary>How many sessions of clients that are gone a protocol remembers for their return; the oldest is forgotten first.</summary>
    public int RestoredSessions { get; init; } = 10_000;

    /// <summary>Memory of the journal, in bytes.</summary>
    public long JournalBytes { get; init; } = 64L * 1024 * 1024;

    /// <summary>Folder to write every session's transcript to, or null.</summary>
    public string? JournalDirectory { get; init; }

    /// <summary>The journal treats every peer as the same one: for a mock that plays for a single client.</summary>
    public bool OneSession { get; init; }

    /// <summary>Bearer token of the admin API; needed only where the server listens beyond loopback. Null makes one.</summary>
    public string? AdminToken { get; init; }

    /// <summary>Listen with TLS, under a certificate authority that is made on first use: see <see cref="MockServer.AuthorityPath"/>.</summary>
    public bool Tls { get; init; }

    /// <summary>Folder of the certificate authority for <see cref="Tls"/>; null takes the user's.</summary>
    public string? TlsDirectory { get; init; }

    /// <summary>Longest message taken from a peer, in bytes; a longer one is answered with close 1009.</summary>
    public int MaxMessageBytes { get; init; } = 1024 * 1024;

    /// <summary>Messages a second that <c>virtuoso</c> takes from one connection before it answers 429.</summary>
    public int MessagesPerSecond { get; init; } = 100;

    /// <summary>Longest body of an HTTP request, in bytes.</summary>
    public int MaxBodyBytes { get; init; } = 4 * 1024 * 1024;

    /// <summary>
    /// What happens on the server, one line each: rejections with their cause, rules that fire, faults. <c>Log = output.WriteLine</c> writes it to a test's
    /// output; what that throws once its test is over goes unheard.
    /// </summary>
    public Action<string>? Log { get; init; }

    /// <summary>The same in parts, for who wants to look at them. Called under the server's gate: take it and return.</summary>
    public Action<MockLogEntry>? LogEntries { get; init; }

    /// <summary>The same for the logging of an app, in the category <c>Harness.Mocks</c>.</summary>
    public ILoggerFactory? LoggerFactory { get; init; }
}
