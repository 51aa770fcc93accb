using Harness.Fixtures.Transcripts;
using Harness.Specs.Rules.Trading;

namespace Harness.Specs.Rules.Virtuoso;

/// <summary>The rules of the Virtuoso document.</summary>
internal static class VirtuosoRules
{
    public static IReadOnlyList<IRule> All { get; } =
    [
        Client("handshake", HandshakeFold.Clauses, _ => new HandshakeFold()),
        Client("request", RequestFold.Clauses, context => new RequestFold(VirtuosoSession.Of(context))),
        Client("authenticate-first", AuthenticateFirstFold.Clauses, context => new AuthenticateFirstFold(VirtuosoSession.Of(context))),
        Client("signature", SignatureFold.Clauses, context => new SignatureFold(context, VirtuosoSession.Of(context))),
        Client("pong", PongFold.Clauses, context => new PongFold(VirtuosoSession.Of(context))),

        Server("admission", AdmissionFold.Clauses, _ => new AdmissionFold()),
        Server("authenticate", AuthenticateFold.Clauses, context => new AuthenticateFold(VirtuosoSession.Of(context))),
        Server("unauthenticated", UnauthenticatedFold.Clauses, context => new UnauthenticatedFold(VirtuosoSession.Of(context))),
        Server("acknowledge", AcknowledgeFold.Clauses, context => new AcknowledgeFold(VirtuosoSession.Of(context))),
        Server("stream", StreamFold.Clauses, context => new StreamFold(VirtuosoSession.Of(context))),
        Server("subscription", SubscriptionFold.Clauses, context => new SubscriptionFold(VirtuosoSession.Of(context))),
        Server("message", MessageFold.Clauses, context => new MessageFold(VirtuosoSession.Of(context))),
        Server("timestamp", TimestampFold.Clauses, context => new TimestampFold(VirtuosoSession.Of(context))),
        Server("ticker", TickerFold.Clauses, context => new TickerFold(VirtuosoSession.Of(context))),
        Server("orderbook", OrderbookFold.Clauses, context => new OrderbookFold(VirtuosoSession.Of(context))),
        Server("trades", TradesFold.Clauses, context => new TradesFold(VirtuosoSession.Of(context))),
        Server("orders", OrdersFold.Clauses, context => new OrdersFold(VirtuosoSession.Of(context))),
        Server("positions", PositionsFold.Clauses, context => new PositionsFold(VirtuosoSession.Of(context))),
        Server("error", ErrorFold.Clauses, context => new ErrorFold(VirtuosoSession.Of(context))),
        Server("heartbeat", HeartbeatFold.Clauses, context => new HeartbeatFold(VirtuosoSession.Of(context))),
        Server("close", CloseFold.Clauses, context => new CloseFold(VirtuosoSession.Of(context))),
        Server("extras", ExtrasFold.Clauses, context => new ExtrasFold(VirtuosoSession.Of(context))),
    ];

    public static TradingReader Reader(RuleContext context) => new VirtuosoReader(VirtuosoSession.Of(context));

    private static Rule Client(string name, IReadOnlyList<string> clauses, Func<RuleContext, Fold> start) => new($"virtuoso.{name}", Party.Client, clauses, start);

    private static Rule Server(string name, IReadOnlyList<string> clauses, Func<RuleContext, Fold> start) => new($"virtuoso.{name}", Party.Server, clauses, start);
}
