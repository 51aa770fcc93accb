using Harness.Fixtures.Catalog;
using Harness.Fixtures.Transcripts;

namespace Harness.Conformance.Probes.HedgeTech;

/// <summary>The TSE and IFB document: a token over HTTP, everything else in the query.</summary>
internal sealed class TseProbe : IProtocolProbe
{
    public string Protocol => "ht-tse";

    public async Task<ProbeRequest> OpenAsync(ProbeTask task, CancellationToken cancellationToken) =>
        new(task.Endpoint.Path, task.Query(), [new("Authorization", await TokenRequest.TokenAsync(task, cancellationToken))]);

    public bool Knows(Account account, Transcript session) => TokenRequest.Shows(account, session);
}
