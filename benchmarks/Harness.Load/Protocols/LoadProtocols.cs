using Harness.Load.Protocols.AirAlgo;
using Harness.Load.Protocols.HedgeTech;
using Harness.Load.Protocols.Odin;
using Harness.Load.Protocols.Virtuoso;

namespace Harness.Load.Protocols;

/// <summary>Every protocol that can be put under load: a new one adds a line.</summary>
public static class LoadProtocols
{
    private static readonly ILoadProtocol[] All =
    [
        new HedgeTechLoad("ht-tse", "symbolIsin", "symbolName"),
        new HedgeTechLoad("ht-ime", "contractId", "contractName"),
        new OdinLoad(),
        new AirAlgoLoad(),
        new VirtuosoLoad(),
    ];

    public static IEnumerable<string> Slugs => All.Select(protocol => protocol.Protocol);

    /// <summary>Why the age of a message of that protocol cannot be told; null where it can.</summary>
    public static string? WhyNoLatency(string slug) => Find(slug)?.NoLatency;

    /// <summary>Why a run with these options makes no round trips; null where it makes some.</summary>
    public static string? WhyNoRoundTrips(LoadOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return options.Rate <= 0 ? "--rate 0" : Find(options.Protocol.Slug)?.NoRoundTrips(options);
    }

    internal static ILoadProtocol? Find(string slug) => Array.Find(All, protocol => protocol.Protocol == slug);
}
