namespace Harness.Conformance.Probes.Odin;

/// <summary>Odin Streamer: no login; an id in the query where there is one, and everything else in messages.</summary>
internal sealed class OdinProbe : IProtocolProbe
{
    public string Protocol => "odin";

    public Task<ProbeRequest> OpenAsync(ProbeTask task, CancellationToken cancellationToken) =>
        Task.FromResult(new ProbeRequest(task.Endpoint.Path, task.Query(), []));
}
