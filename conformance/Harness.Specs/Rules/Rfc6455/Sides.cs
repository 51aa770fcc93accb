using Harness.Fixtures.Transcripts;

namespace Harness.Specs.Rules.Rfc6455;

/// <summary>Most of the RFC binds both ends alike: one fold, and the clauses of the end it judges.</summary>
internal sealed record Sides(Party Party)
{
    public Party Other => Party == Party.Client ? Party.Server : Party.Client;

    public string Name => Party == Party.Client ? "client" : "server";

    /// <summary>The id for this end: the registers list the client's clause first.</summary>
    public string Of(string client, string server) => Party == Party.Client ? client : server;
}
