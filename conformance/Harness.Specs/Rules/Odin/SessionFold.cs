using Harness.Fixtures.Transcripts;
using Harness.Specs.Judging;

namespace Harness.Specs.Rules.Odin;

/// <summary>Client ID Benefits: a client that comes back under its id has its subscriptions back, and there is one connection to an id.</summary>
internal sealed class SessionFold : Fold
{
    private const string Restored = "odin.session.001";
    private const string Count = "odin.session.004";
    private const string Window = "odin.session.005";
    private const string Takeover = "odin.session.006";

    /// <summary>Until data must flow again, or the server was slow to say so.</summary>
    private static readonly long Patience = Seconds.Of(30);

    /// <summary>Until a connection that another one replaced has to be closed.</summary>
    private static readonly long Handover = Seconds.Of(10);

    /// <summary>Who comes back within this time comes back at once; how long a session is kept beyond it the document does not say.</summary>
    private static readonly long AtOnce = Seconds.Of(60);

    private readonly OdinSession _session;
    private readonly PerConnection<Return> _returns = new(() => new Return());
    private readonly Waits<Connection> _waits = new();
    private readonly Waits<Connection> _takeovers = new();
    private readonly Dictionary<OdinClient, Connection> _live = [];
    private readonly long? _kept;

    public SessionFold(RuleContext context)
    {
        _session = OdinSession.Of(context);
        _kept = context.Stances["odin.restore"] switch
        {
            "none" => -1,
            "forever" => null,
            var window => (long)(Duration.Millis(window) * 1000),
        };
    }

    public static IReadOnlyList<string> Clauses { get; } = [Restored, Count, Window, Takeover];

    public override void OnFrame(FrameView frame, FindingSink findings)
    {
        if (_session.Of(frame.Connection) is not { } connection) return;
        switch (frame.Kind)
        {
            case FrameKind.Open:
                Begin(frame, connection, findings);
                break;
            case FrameKind.Close or FrameKind.Reset when ReferenceEquals(frame.Connection.End, frame.Frame):
                End(frame, connection, findings);
                break;
            case FrameKind.Text when _returns.Find(frame.Connection) is { IsOver: false } back:
                if (frame.From == Party.Client) Ask(back);
                else if (_session.Message is { } message) Listen(frame, connection, back, message, findings);
                break;
        }
    }

    public override void OnTime(long now, FindingSink findings)
    {
        foreach (var connection in _waits.TakeDue(now, findings))
        {
            if (connection.End is null && _returns.Find(connection) is { IsOver: false } back) Decide(connection, back, findings);
        }

        foreach (var old in _takeovers.TakeDue(now, findings))
        {
            if (old.End is null) findings.Report(Takeover, (Frame?)null, $"Connection {old.Number} lives on beside a newer one with the same client_id", "closed with 1000", $"open after {Seconds.Show(Handover)}");
        }
    }

    private void Begin(FrameView frame, OdinConnection connection, FindingSink findings)
    {
        if (connection.OwnId is null) return;
        var client = connection.Client;
        if (_live.TryGetValue(client, out var old) && old.End is null) _takeovers.Start(old, frame.T + Handover, findings);
        _live[client] = frame.Connection;
        if (client.Connections < 2 || client.Earlier.Count == 0) return;
        var gap = client.LeftAt is { } left ? frame.T - left : 0;
        if (_kept is { } kept && gap > kept) return;
        findings.Applied();
        _returns.Of(frame.Connection).Begin(client.Earlier, gap > AtOnce ? Window : Restored);
        _waits.Start(frame.Connection, frame.T + Patience, findings);
    }

    private void End(FrameView frame, OdinConnection connection, FindingSink findings)
    {
        _waits.Stop(frame.Connection);
        if (_live.TryGetValue(connection.Client, out var live) && ReferenceEquals(live, frame.Connection)) _live.Remove(connection.Client);
        if (_takeovers.Stop(frame.Connection) && frame.From == Party.Server && frame.Frame.Code != 1000)
        {
            findings.Report(Takeover, frame, "A connection that another one replaced ends in another way", "close code 1000", frame.Frame.Code is { } code ? Numbers.Show(code) : "no code");
        }
    }

    /// <summary>From here on data may come because it was asked for again.</summary>
    private void Ask(Return back)
    {
        if (_session.Request is not { Kind: RequestKind.Subscribe or RequestKind.Unsubscribe } request) return;
        back.HasChanged = true;
        foreach (var item in request.Items) back.Words.Remove(_session.Names.WordOf(item));
        if (back.Words.Count == 0) back.IsOver = true;
    }

    private void Listen(FrameView frame, OdinConnection connection, Return back, OdinMessage message, FindingSink findings)
    {
        if (message.Type == "welcome") back.Greeted = connection.Restored;
        if (message.Type == "market_data" && OdinMessage.Text(message.Root, "symbol"u8) is { } symbol && back.Words.Contains(_session.Names.WordOf(symbol)))
        {
            // One stock's data says nothing of the others, which may be quiet: an answer to get_subscriptions lists them all.
            if (!back.HasData && !back.HasChanged && back.Greeted is { } count && count != back.Total) ReportCount(frame, back, count, findings);
            back.HasData = true;
        }
        else if (message.Type == "subscriptions" && _session.Answered is not null && StockNames.IsList(message.Data, "subscribed_symbols"u8))
        {
            var listed = StockNames.Read(message.Data, "subscribed_symbols"u8).Select(StockNames.Plain).ToHashSet();
            var missing = back.Words.Where(word => !listed.Contains(word) && !StockNames.IsToken(word)).ToList();
            back.IsOver = true;
            if (missing.Count > 0) findings.Report(back.Clause, frame, "A client that came back under its client_id is without its subscriptions", string.Join(", ", back.Words.Take(8)), $"no {string.Join(", ", missing.Take(8))}");
            else if (!back.HasData && !back.HasChanged && back.Greeted is { } count && count != back.Total) ReportCount(frame, back, count, findings);
        }
    }

    private void Decide(Connection connection, Return back, FindingSink findings)
    {
        back.IsOver = true;
        if (_session.Of(connection)?.MarketOpen == false || back.HasChanged || back.HasData) return;
        if (back.Greeted is { } count && count < back.Total)
        {
            findings.Report(
                back.Clause, (Frame?)null, $"A client that came back under its client_id is without its subscriptions (connection {connection.Number})",
                $"{back.Total} restored, and their data", $"the greeting speaks of {Numbers.Show(count)}, and no data came in {Seconds.Show(Patience)}");
        }
        else if (back.Greeted is null)
        {
            findings.Inconclusive(
                back.Clause, null, $"After a return under the same client_id no data came on connection {connection.Number}: a quiet market, or nothing restored",
                "data as before", $"nothing in {Seconds.Show(Patience)}");
        }
    }

    private static void ReportCount(FrameView frame, Return back, decimal count, FindingSink findings) =>
        findings.Report(Count, frame, "The greeting counted other subscriptions than came back", Numbers.Show(back.Total), Numbers.Show(count));

    private sealed class Return
    {
        /// <summary>What should be there again, without what the client has asked for anew.</summary>
        public HashSet<string> Words { get; } = [];

        public int Total { get; private set; }

        /// <summary>The clause that is broken if it is not.</summary>
        public string Clause { get; private set; } = "";

        public decimal? Greeted { get; set; }

        public bool HasChanged { get; set; }

        /// <summary>Data has come for some of what should be there again.</summary>
        public bool HasData { get; set; }

        public bool IsOver { get; set; } = true;

        public void Begin(IEnumerable<string> words, string clause)
        {
            Words.UnionWith(words);
            Total = Words.Count;
            Clause = clause;
            IsOver = false;
        }
    }
}
