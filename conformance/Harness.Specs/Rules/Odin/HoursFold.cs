using Harness.Fixtures.Transcripts;
using Harness.Specs.Judging;

namespace Harness.Specs.Rules.Odin;

/// <summary>
/// Market Hours Control. When a market trades is the server's to say (a mock's never closes): it is held to its own word. Data while it calls
/// the market closed contradicts that, and so does a change that it never announces.
/// </summary>
internal sealed class HoursFold(OdinSession session) : Fold
{
    private const string NoData = "odin.hours.001";
    private const string Announced = "odin.hours.002";
    private const string Form = "odin.hours.003";
    private const string WhileClosed = "odin.hours.006";

    /// <summary>Data and notices that cross each other on the way.</summary>
    private static readonly long Crossing = Seconds.Of(2);

    private static readonly long Patience = Seconds.Of(10);

    private readonly Waits<Connection> _unannounced = new();
    private readonly PerConnection<Frame[]> _revealed = new(() => new Frame[1]);

    public static IReadOnlyList<string> Clauses { get; } = [NoData, Announced, Form, WhileClosed];

    /// <summary>An error that explains itself by the market's hours.</summary>
    public static bool SpeaksOfClosing(OdinMessage message) =>
        OdinMessage.Text(message.Root, "message"u8) is { } words && words.Contains("market", StringComparison.OrdinalIgnoreCase) && words.Contains("close", StringComparison.OrdinalIgnoreCase);

    public override void OnFrame(FrameView frame, FindingSink findings)
    {
        if (session.Of(frame.Connection) is not { } connection || session.Message is not { } message) return;
        if (message.Type == "market_data")
        {
            findings.Applied();
            if (connection.MarketOpen == false && frame.T - connection.MarketSince > Crossing)
            {
                findings.ReportTime(NoData, frame, frame.T - connection.MarketSince - Crossing, "Data comes although the server calls the market closed", "no market_data until the market opens", "market_data");
            }

            return;
        }

        if (message.Type == "error" && session.Answered is { Kind: RequestKind.Subscribe, NamesStocks: true } && (connection.MarketOpen == false || SpeaksOfClosing(message)))
        {
            findings.Report(WhileClosed, frame, "Subscribing while the market is closed is refused", "a subscription_response, and data once it opens", $"an error: {OdinMessage.Text(message.Root, "message"u8)}");
        }

        if (StateIn(message) is { } isOpen) Learn(frame, connection, message, isOpen, findings);
    }

    public override void OnTime(long now, FindingSink findings)
    {
        foreach (var connection in _unannounced.TakeDue(now, findings))
        {
            if (connection.End is not null || _revealed.Find(connection) is not [{ } frame]) continue;
            findings.Report(Announced, frame, "The market opened or closed and the client was not told", "a notice to every client", "the change shows in an answer alone");
        }
    }

    private void Learn(FrameView frame, OdinConnection connection, OdinMessage message, bool isOpen, FindingSink findings)
    {
        var isNotice = session.Answered is null && message.Type != "welcome";
        if (isNotice)
        {
            findings.Applied();
            _unannounced.Stop(frame.Connection);
            JudgeForm(frame, message, isOpen, findings);
        }
        else if (connection.MarketOpen is { } before && before != isOpen)
        {
            _revealed.Of(frame.Connection)[0] = frame.Frame;
            _unannounced.Start(frame.Connection, frame.T + Patience, findings);
        }

        if (connection.MarketOpen == isOpen) return;
        connection.MarketOpen = isOpen;
        connection.MarketSince = frame.T;
    }

    private static void JudgeForm(FrameView frame, OdinMessage message, bool isOpen, FindingSink findings)
    {
        var type = isOpen ? "market_opened" : "market_closed";
        if (message.Type == "market_status" || (message.Type == type && message.Status == "info")) return;
        findings.Report(Form, frame, "The notice has another form", $"type {type} with status info, or type market_status", $"type {message.Type}, status {message.Status ?? "none"}");
    }

    private static bool? StateIn(OdinMessage message) => message.MarketOpen ?? message.Type switch
    {
        "market_opened" => true,
        "market_closed" => false,
        _ => null,
    };
}
