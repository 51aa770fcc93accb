using Harness.Conformance.Probes.AirAlgo;
using Harness.Conformance.Probes.HedgeTech;
using Harness.Conformance.Probes.Odin;
using Harness.Conformance.Probes.Virtuoso;

namespace Harness.Conformance.Probes;

/// <summary>Every probe there is: a new protocol adds a line.</summary>
internal static class ProtocolProbes
{
    private static readonly IProtocolProbe[] All = [new TseProbe(), new ImeProbe(), new OdinProbe(), new AirAlgoProbe(), new VirtuosoProbe()];

    public static IProtocolProbe? Find(string protocol) => Array.Find(All, probe => probe.Protocol == protocol);

    public static IEnumerable<string> Protocols => All.Select(probe => probe.Protocol);
}
