using System.Runtime.InteropServices;
using System.Text.Json;
using Harness.Fixtures.Catalog;
using Harness.Fixtures.Schemas;
using Harness.Fixtures.Transcripts;

namespace Harness.Specs.Rules.HedgeTech.Ime;

/// <summary>§8.1 to §8.4: data has its four sections with their fields and kinds, by the schemas that pin the mock as well.</summary>
internal sealed class PayloadFold(HedgeTechSession session) : Fold
{
    private const string SameOnBoth = "ht-ime.envelope.008";
    private const string AllSections = "ht-ime.payload.001";
    private const string Objects = "ht-ime.payload.002";

    /// <summary>Per section: what it is made of, which fields it has, and of which kinds they are.</summary>
    private static readonly (string Name, string Shape, string Fields, string Kinds)[] Sections =
    [
        ("BestLimit", "ht-ime.best-limit.001", "ht-ime.best-limit.002", "ht-ime.best-limit.003"),
        ("Aggregate", Objects, "ht-ime.aggregate.001", "ht-ime.aggregate.002"),
        ("AllowedPriceRange", Objects, "ht-ime.price-range.001", "ht-ime.price-range.002"),
        ("ContractInfo", Objects, "ht-ime.contract.001", "ht-ime.contract.002"),
    ];

    private static readonly Lazy<JsonSchema> Schema = new(() =>
    {
        var set = new SchemaSet();
        foreach (var path in FixtureFiles.Under("ht-ime/schemas", ".json")) set.Add(path, FixtureFiles.Read(path));
        return set.Compile().Get("ht-ime/schemas/data.json");
    });

    /// <summary>Sections that were right, by endpoint.</summary>
    private readonly HashSet<(string Endpoint, string Section)> _sound = [];

    public static IReadOnlyList<string> Clauses { get; } =
        [.. Sections.SelectMany(section => new[] { section.Shape, section.Fields, section.Kinds }).Append(AllSections).Append(SameOnBoth).Distinct()];

    public override bool IgnoresGaps => true;

    public override void OnFrame(FrameView frame, FindingSink findings)
    {
        if (!frame.IsText(Party.Server) || session.Message is not { HasData: true } message) return;
        if (session.Of(frame.Connection) is not { Endpoint.Name: var endpoint }) return;
        findings.Applied();
        IReadOnlyList<SchemaError> errors = Schema.Value.IsValid(JsonMarshal.GetRawUtf8Value(message.Data)) ? [] : [.. Schema.Value.Validate(JsonMarshal.GetRawUtf8Value(message.Data)).Take(5)];
        foreach (var section in Sections)
        {
            if (!message.Data.TryGetProperty(section.Name, out _))
            {
                findings.Report(AllSections, frame, $"data has no {section.Name}", "all four sections, as in the complete example", Members(message.Data));
                Compare(frame, endpoint, section.Name, findings);
                continue;
            }

            var faults = errors.Where(error => IsWithin(error, section.Name)).ToList();
            foreach (var error in faults)
            {
                findings.Report(ClauseOf(section, error), frame, $"data{error.InstancePath} is not as documented", error.Expected, error.Actual);
            }

            if (faults.Count > 0) Compare(frame, endpoint, section.Name, findings);
            else _sound.Add((endpoint, section.Name));
        }
    }

    /// <summary>What was right on the other endpoint should be so here.</summary>
    private void Compare(FrameView frame, string endpoint, string section, FindingSink findings)
    {
        if (!_sound.Any(seen => seen.Section == section && seen.Endpoint != endpoint)) return;
        findings.Report(SameOnBoth, frame, $"{section} differs between the endpoints", "the same structure on both", $"another one on /contract/{endpoint}");
    }

    private static string ClauseOf((string Name, string Shape, string Fields, string Kinds) section, SchemaError error)
    {
        var depth = error.InstancePath.Count(letter => letter == '/');
        if (depth == 1 && error.Keyword == "type") return Objects;
        if (error.Keyword == "required") return section.Fields;

        // The book is nested: what is wrong above its levels' fields is wrong with its shape.
        return section.Name == "BestLimit" ? depth < 3 ? section.Shape : section.Kinds : section.Kinds;
    }

    private static bool IsWithin(SchemaError error, string section) =>
        error.InstancePath == "/" + section || error.InstancePath.StartsWith($"/{section}/", StringComparison.Ordinal);

    private static string Members(JsonElement data)
    {
        var names = string.Join(", ", data.EnumerateObject().Take(8).Select(member => member.Name.Length <= 40 ? member.Name : member.Name[..40] + "…"));
        return names.Length == 0 ? "no member" : names;
    }
}
