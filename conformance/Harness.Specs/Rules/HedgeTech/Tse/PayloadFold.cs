using System.Runtime.InteropServices;
using System.Text.Json;
using Harness.Fixtures.Catalog;
using Harness.Fixtures.Schemas;
using Harness.Fixtures.Transcripts;

namespace Harness.Specs.Rules.HedgeTech.Tse;

/// <summary>§6.1 to §6.7: data has the fields and kinds of its channel, by the schemas that pin the mock as well.</summary>
internal sealed class PayloadFold : Fold
{
    private const string SameOnBoth = "ht-tse.envelope.008";

    /// <summary>Per channel: what it is made of, which fields it has, and of which kinds they are.</summary>
    private static readonly Dictionary<string, (string Shape, string Fields, string Kinds)> ByChannel = new()
    {
        ["best-limit"] = ("ht-tse.best-limit.001", "ht-tse.best-limit.002", "ht-tse.best-limit.003"),
        ["order-book"] = ("ht-tse.order-book.001", "ht-tse.order-book.002", "ht-tse.order-book.003"),
        ["ohlcv-last-1m"] = ("ht-tse.ohlcv.001", "ht-tse.ohlcv.001", "ht-tse.ohlcv.002"),
        ["aggregate"] = ("ht-tse.aggregate.001", "ht-tse.aggregate.001", "ht-tse.aggregate.002"),
        ["institutional-vs-individual"] = ("ht-tse.investors.001", "ht-tse.investors.001", "ht-tse.investors.002"),
        ["contract-info"] = ("ht-tse.contract.001", "ht-tse.contract.001", "ht-tse.contract.002"),
        ["fund-info"] = ("ht-tse.fund.001", "ht-tse.fund.001", "ht-tse.fund.002"),
    };

    private static readonly Lazy<SchemaSet> Schemas = new(() =>
    {
        var set = new SchemaSet();
        foreach (var path in FixtureFiles.Under("ht-tse/schemas", ".json")) set.Add(path, FixtureFiles.Read(path));
        return set.Compile();
    });

    private readonly HedgeTechSession _session;
    private readonly JsonSchema[] _schemas;
    private readonly HashSet<(string Endpoint, int Channel)> _sound = [];

    public PayloadFold(HedgeTechSession session)
    {
        _session = session;
        _schemas = [.. session.Protocol.Channels.Select(channel => Schemas.Value.Get($"ht-tse/schemas/{channel}.json"))];
    }

    public static IReadOnlyList<string> Clauses { get; } =
        [.. ByChannel.Values.SelectMany(clauses => new[] { clauses.Shape, clauses.Fields, clauses.Kinds }).Append(SameOnBoth).Distinct()];

    public override bool IgnoresGaps => true;

    public override void OnFrame(FrameView frame, FindingSink findings)
    {
        if (!frame.IsText(Party.Server) || _session.Message is not { Channel: >= 0, HasData: true } message) return;
        if (_session.Of(frame.Connection) is not { Endpoint.Name: var endpoint }) return;
        findings.Applied();
        var data = JsonMarshal.GetRawUtf8Value(message.Data);
        var schema = _schemas[message.Channel];
        if (schema.IsValid(data))
        {
            _sound.Add((endpoint, message.Channel));
            return;
        }

        var channel = _session.Protocol.Channels[message.Channel];
        foreach (var error in schema.Validate(data).Take(5))
        {
            findings.Report(ClauseOf(channel, error), frame, $"data{error.InstancePath} of {channel} is not as documented", error.Expected, error.Actual);
        }

        if (_sound.Any(seen => seen.Channel == message.Channel && seen.Endpoint != endpoint))
        {
            findings.Report(SameOnBoth, frame, $"data of {channel} differs between the endpoints", "the same structure on both", $"another one on /symbol/{endpoint}");
        }
    }

    private static string ClauseOf(string channel, SchemaError error)
    {
        var (shape, fields, kinds) = ByChannel[channel];
        var depth = error.InstancePath.Count(letter => letter == '/');

        // The two books are nested: what is wrong above their entries is wrong with their shape.
        if (channel == "best-limit") return error.Keyword == "required" ? fields : depth < 2 ? shape : kinds;
        if (channel == "order-book") return depth < 2 ? shape : error.Keyword == "required" || depth == 2 ? fields : kinds;
        return error.Keyword == "required" ? fields : depth == 0 ? shape : kinds;
    }
}
