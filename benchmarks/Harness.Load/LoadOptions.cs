using Harness.Fixtures.Catalog;
using Harness.Load.Thresholds;

namespace Harness.Load;

/// <summary>What a load run does, to whom, and what it must come to.</summary>
public sealed record LoadOptions
{
    public required Protocol Protocol { get; init; }

    /// <summary>Null for the protocol's default.</summary>
    public ProtocolEndpoint? Endpoint { get; init; }

    /// <summary>Base of the server's sockets: <c>ws://host:port</c>, a path before the document's if need be.</summary>
    public required Uri Url { get; init; }

    /// <summary>Base of its plain HTTP; null for the same host.</summary>
    public Uri? Http { get; init; }

    public int Connections { get; init; } = 1;

    /// <summary>How long is measured, from when the last connection has been tried.</summary>
    public TimeSpan Duration { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>New connections a second.</summary>
    public double Ramp { get; init; } = 1000;

    /// <summary>Requests with an answer that all clients together make in a second; 0 for none.</summary>
    public double Rate { get; init; } = 5;

    /// <summary>Symbols to spread over the connections; empty for the endpoint's own.</summary>
    public IReadOnlyList<string> Symbols { get; init; } = [];

    /// <summary>How many of them each connection subscribes; 0 for all.</summary>
    public int SymbolsPerConnection { get; init; }

    /// <summary>Empty for every channel of the document.</summary>
    public IReadOnlyList<string> Channels { get; init; } = [];

    /// <summary>Null for the endpoint's own.</summary>
    public string? Exchange { get; init; }

    /// <summary>The client's own id, <c>{n}</c> being the connection's number from 1.</summary>
    public string ClientId { get; init; } = "load-{n}";

    /// <summary>Who logs in, in turn; at least one where the protocol has accounts.</summary>
    public IReadOnlyList<LoadCredential> Credentials { get; init; } = [];

    /// <summary>Every connection gets a token of its own, instead of one for each credential.</summary>
    public bool LoginEach { get; init; }

    /// <summary>The share of clients, from 0 to 1, that stop reading once market data has come.</summary>
    public double Stalled { get; init; }

    /// <summary>Judge every message by the schemas and rules of the document.</summary>
    public bool Validate { get; init; }

    public IReadOnlyList<Threshold> Thresholds { get; init; } = [];

    /// <summary>Orders may be placed at a server that is not on this machine.</summary>
    public bool AllowOrders { get; init; }

    public bool TrustAnyCertificate { get; init; }

    public TimeProvider Time { get; init; } = TimeProvider.System;

    internal ProtocolEndpoint Where => Endpoint ?? Protocol.DefaultEndpoint;

    internal Uri HttpBase => Http ?? new UriBuilder(Url) { Scheme = Url.Scheme == "wss" ? "https" : "http" }.Uri;

    internal bool MayOrder => AllowOrders || Url.IsLoopback;
}

/// <summary>Who logs in: a user, or a key, as the protocol has it.</summary>
public sealed record LoadCredential(string? Username, string? Password, string? ApiKey, string? ApiSecret);
