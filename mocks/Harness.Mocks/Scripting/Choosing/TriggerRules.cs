namespace Harness.Mocks.Scripting.Choosing;

/// <summary>All rules of one scenario that wait for one trigger, and the tables that kinds of connections share.</summary>
internal sealed class TriggerRules
{
    /// <summary>Kinds of connections whose tables are kept; those of others are made when they open.</summary>
    private const int MostTables = 16;

    private readonly bool _chooses;
    private readonly List<(ulong[] Allowed, RuleTable Table)> _tables = [];

    public TriggerRules(CompiledRule[] all)
    {
        All = all;
        _chooses = all.Any(rule => rule.HasTraits);
    }

    public CompiledRule[] All { get; }

    /// <summary>The rules that can concern such a connection; null where none can.</summary>
    public RuleTable? For(ConnectionTraits traits)
    {
        if (All.Length == 0) return null;
        var allowed = new ulong[RuleMarks.Words(All.Length)];
        var any = false;
        for (var i = 0; i < All.Length; i++)
        {
            if (_chooses && !All[i].Allows(traits)) continue;
            RuleMarks.Set(allowed, i);
            any = true;
        }

        if (!any) return null;
        foreach (var (others, known) in _tables)
        {
            if (allowed.AsSpan().SequenceEqual(others)) return known;
        }

        var table = new RuleTable([.. All.Where((_, index) => (allowed[index >> 6] >> (index & 63) & 1) == 1)]);
        if (_tables.Count == MostTables) _tables.RemoveAt(0);
        _tables.Add((allowed, table));
        return table;
    }
}
