using System.Text.Json;
using Harness.Cli.Flags;
using Harness.Fixtures.Catalog;

namespace Harness.Cli.Listing;

/// <summary><c>harness list WORD</c>: rows of one kind, as aligned text for people or as one JSON array for programs.</summary>
internal abstract class Listing<T> : Verb
{
    private readonly RepeatedFlag<string> _protocol = new("--protocol", "SLUG", Forms.Text, "Only what belongs to this protocol");
    private readonly Switch _json = new("--json", "One JSON array instead of text");

    protected Listing(string name, string description)
        : base(name, description)
    {
        Options.Add(_protocol.Option);
        Options.Add(_json.Option);
    }

    /// <summary>Headings of the text form.</summary>
    protected abstract string[] Columns { get; }

    public override Func<CancellationToken, Task<int>> Prepare(FlagReader flags, Surroundings surroundings)
    {
        var catalog = ProtocolCatalog.Embedded;
        var owners = flags.Values(_protocol);
        foreach (var owner in owners)
        {
            if (!Owners(catalog).Contains(owner)) flags.Add(UnknownOwner(owner, Owners(catalog)));
        }

        var write = Form(flags, flags.IsOn(_json));
        return _ =>
        {
            write(surroundings.Output, Rows(catalog, owner => owners.Count == 0 || owners.Contains(owner)));
            return Task.FromResult(ExitCode.Success);
        };
    }

    /// <summary>How the rows are written.</summary>
    protected virtual Action<TextWriter, IEnumerable<T>> Form(FlagReader flags, bool asJson) => asJson
        ? (output, rows) => JsonRows.Write(output, rows, WriteJson)
        : (output, rows) => TextTable.Write(output, Columns, rows.Select(Cells));

    /// <summary>What <c>--protocol</c> takes.</summary>
    protected virtual IEnumerable<string> Owners(ProtocolCatalog catalog) => catalog.Protocols.Select(protocol => protocol.Slug);

    protected abstract IEnumerable<T> Rows(ProtocolCatalog catalog, Predicate<string> isWanted);

    /// <summary>One cell per column.</summary>
    protected abstract string[] Cells(T row);

    /// <summary>The members of the row's JSON object.</summary>
    protected abstract void WriteJson(Utf8JsonWriter json, T row);

    private static string UnknownOwner(string owner, IEnumerable<string> owners) =>
        $"--protocol: there is no register '{owner}'{NearestWord.OneOf(owner, [.. owners])}";
}
