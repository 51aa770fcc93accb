using System.Text.Json;
using Harness.Fixtures.Transcripts;
using Harness.Specs.Judging;

namespace Harness.Specs.Rules.Virtuoso;

/// <summary>
/// Orders Channel: an order's figures add up, and its life has one direction, across reconnects too. Two connections at once may see it at
/// different moments, so that a new one is held only against those that had ended before it began.
/// </summary>
internal sealed class OrdersFold(VirtuosoSession session) : ChannelFold(session, VirtuosoWords.Orders)
{
    private const string AddsUp = "virtuoso.orders.006";
    private const string NotNegative = "virtuoso.orders.007";
    private const string StatusFits = "virtuoso.orders.008";
    private const string Grows = "virtuoso.orders.009";
    private const string IsOver = "virtuoso.orders.010";
    private const string Direction = "virtuoso.orders.011";
    private const string Cost = "virtuoso.orders.012";
    private const string Fee = "virtuoso.orders.013";
    private const string SameMarket = "virtuoso.orders.014";
    private const string Side = "virtuoso.orders.015";
    private const string Words = "virtuoso.orders.016";
    private const int Most = 10_000;

    private readonly PerConnection<Dictionary<string, Seen>> _seen = new(() => []);
    private readonly Dictionary<string, Seen> _before = [];

    public static IReadOnlyList<string> Clauses { get; } =
        [AddsUp, NotNegative, StatusFits, Grows, IsOver, Direction, Cost, Fee, SameMarket, Side, Words];

    protected override void Observe(FrameView frame)
    {
        if (frame.Kind is not (FrameKind.Close or FrameKind.Reset) || !ReferenceEquals(frame.Connection.End, frame.Frame)) return;
        foreach (var (id, seen) in _seen.Find(frame.Connection) ?? [])
        {
            if (_before.Count < Most || _before.ContainsKey(id)) _before[id] = seen with { T = frame.T };
        }

        _seen.Forget(frame.Connection);
    }

    protected override void Judge(FrameView frame, ServerMessage message, FindingSink findings)
    {
        var data = message.Data;
        var figures = new Figures(Numbers.Read(data, "amount"u8), Numbers.Read(data, "price"u8), Numbers.Read(data, "filled"u8), Numbers.Read(data, "remaining"u8));
        var status = Text(data, "status"u8);
        JudgeFigures(frame, data, figures, status, findings);
        JudgeMoney(frame, data, figures, findings);
        ExpectSameMarket(SameMarket, frame, message, findings);
        ExpectSide(Side, frame, data, "buy", "sell", findings);
        if (status is not ("" or "open" or "partially_filled" or "filled" or "canceled" or "rejected"))
        {
            findings.Report(Words, frame, "The order has a status that is none of ours", "open, partially_filled, filled, canceled or rejected", Short(status));
        }

        JudgeLife(frame, $"{message.Key.Exchange} {IdOf(data)}", new Seen(status, figures.Filled, frame.T), findings);
    }

    private static void JudgeFigures(FrameView frame, JsonElement data, Figures order, string status, FindingSink findings)
    {
        foreach (var name in new[] { "amount", "filled", "remaining" }) ExpectNotNegative(NotNegative, frame, data, name, findings);
        if (order is { Amount: { } amount, Filled: { } filled, Remaining: { } remaining })
        {
            if (Math.Abs(filled + remaining - amount) > 0.0000000001m)
            {
                findings.Report(AddsUp, frame, "filled and remaining are not the amount together", $"{Numbers.Show(amount)} together", $"filled {Numbers.Show(filled)}, remaining {Numbers.Show(remaining)}");
            }
        }

        var fits = status switch
        {
            "partially_filled" => order is not ({ Filled: <= 0 } or { Remaining: <= 0 }),
            "filled" => order is not { Remaining: > 0 },
            _ => true,
        };
        if (!fits)
        {
            findings.Report(
                StatusFits, frame, $"The status {status} does not fit the figures", status == "filled" ? "nothing remaining" : "something filled and something remaining",
                $"filled {Show(order.Filled)}, remaining {Show(order.Remaining)}");
        }
    }

    /// <summary>The document's example is a limit order; what another kind costs before it is filled is open.</summary>
    private static void JudgeMoney(FrameView frame, JsonElement data, Figures order, FindingSink findings)
    {
        if (Text(data, "type"u8) != "limit" || order is not { Amount: { } amount, Price: { } price }) return;
        if (Numbers.Read(data, "cost"u8) is { } cost && Numbers.Product(amount, price) is { } worth && !AreClose(cost, worth))
        {
            findings.Report(Cost, frame, "cost is not amount times price", Numbers.Show(worth), Numbers.Show(cost));
        }

        if (!data.TryGetProperty("fee"u8, out var fee) || order.Filled is not { } filled) return;
        if (Numbers.Read(fee, "cost"u8) is { } charged && Numbers.Read(fee, "rate"u8) is { } rate && Numbers.Product(filled, price, rate) is { } due && !AreClose(charged, due))
        {
            findings.Report(Fee, frame, "fee.cost is not filled times price times rate", Numbers.Show(due), Numbers.Show(charged));
        }
    }

    private void JudgeLife(FrameView frame, string id, Seen now, FindingSink findings)
    {
        var seen = _seen.Of(frame.Connection);
        if (!seen.TryGetValue(id, out var last) && _before.TryGetValue(id, out var before) && before.T <= frame.Connection.RequestedAt) last = before;
        if (seen.Count < Most || seen.ContainsKey(id)) seen[id] = now;
        if (last is null) return;
        if (last.Status is "filled" or "canceled" or "rejected")
        {
            if (now.Status != last.Status || now.Filled != last.Filled) findings.Report(IsOver, frame, $"The order changes after it was {last.Status}", last.ToString(), now.ToString());
            return;
        }

        if (now.Filled < last.Filled) findings.Report(Grows, frame, "filled falls over the order's life", $"at least {Show(last.Filled)}", Show(now.Filled));
        if (last.Status == "partially_filled" && now.Status == "open") findings.Report(Direction, frame, "The order goes back from partially_filled to open", "partially_filled, filled, canceled or rejected", "open");
    }

    /// <summary>An id of another kind is told elsewhere, and is still the order's own.</summary>
    private static string IdOf(JsonElement data) => data.TryGetProperty("id"u8, out var id) ? id.ValueKind == JsonValueKind.String ? id.GetString()! : id.GetRawText() : "";

    private static string Show(decimal? value) => value is { } known ? Numbers.Show(known) : "nothing";

    private static string Short(string text) => text.Length <= 40 ? text : text[..40] + "…";

    private readonly record struct Figures(decimal? Amount, decimal? Price, decimal? Filled, decimal? Remaining);

    private sealed record Seen(string Status, decimal? Filled, long T)
    {
        public override string ToString() => $"{Short(Status)}, filled {Show(Filled)}";
    }
}
