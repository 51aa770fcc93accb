using Harness.Fixtures.Catalog;
using Harness.Fixtures.Transcripts;

namespace Harness.Conformance.Probes.HedgeTech;

/// <summary>The IME document: a token over HTTP, contracts in the query.</summary>
internal sealed class ImeProbe : IProtocolProbe
{
    public string Protocol => "ht-ime";

    public async Task<ProbeRequest> OpenAsync(ProbeTask task, CancellationToken cancellationToken) =>
        new(task.Endpoint.Path, task.Query(), [new("Authorization", await TokenRequest.TokenAsync(task, cancellationToken))]);

    public bool Knows(Account account, Transcript session) => TokenRequest.Shows(account, session);
}
