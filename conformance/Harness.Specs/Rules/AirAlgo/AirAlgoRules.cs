using Harness.Fixtures.Transcripts;
using Harness.Specs.Rules.Trading;

namespace Harness.Specs.Rules.AirAlgo;

/// <summary>The rules of the AirAlgo document.</summary>
internal static class AirAlgoRules
{
    public static IReadOnlyList<IRule> All { get; } =
    [
        Client("login", LoginFold.Clauses, _ => new LoginFold()),
        Client("handshake", HandshakeFold.Clauses, _ => new HandshakeFold()),
        Client("envelope", EnvelopeFold.Clauses, _ => new EnvelopeFold()),
        Client("join-first", JoinFirstFold.Clauses, context => new JoinFirstFold(AirAlgoSession.Of(context))),
        Client("request", RequestFold.Clauses, context => new RequestFold(AirAlgoSession.Of(context))),
        Client("order", OrderFold.Clauses, context => new OrderFold(AirAlgoSession.Of(context))),
        Client("heartbeat", HeartbeatFold.Clauses, _ => new HeartbeatFold()),
        Client("reconnect", ReconnectFold.Clauses, context => new ReconnectFold(AirAlgoSession.Of(context))),
        Client("refresh", RefreshFold.Clauses, context => new RefreshFold(AirAlgoSession.Of(context))),

        Server("token", TokenFold.Clauses, _ => new TokenFold()),
        Server("admission", AdmissionFold.Clauses, _ => new AdmissionFold()),
        Server("message", MessageFold.Clauses, context => new MessageFold(AirAlgoSession.Of(context))),
        Server("correlation", CorrelationFold.Clauses, context => new CorrelationFold(AirAlgoSession.Of(context))),
        Server("join", JoinFold.Clauses, context => new JoinFold(AirAlgoSession.Of(context))),
        Server("unmatched", UnmatchedFold.Clauses, context => new UnmatchedFold(AirAlgoSession.Of(context))),
        Server("subscribe", SubscribeFold.Clauses, context => new SubscribeFold(AirAlgoSession.Of(context))),
        Server("unsubscribe", UnsubscribeFold.Clauses, context => new UnsubscribeFold(AirAlgoSession.Of(context))),
        Server("subscription", SubscriptionFold.Clauses, context => new SubscriptionFold(AirAlgoSession.Of(context))),
        Server("stream", StreamFold.Clauses, context => new StreamFold(AirAlgoSession.Of(context))),
        Server("ltp", LtpFold.Clauses, context => new LtpFold(AirAlgoSession.Of(context))),
        Server("order-life", OrderLifeFold.Clauses, context => new OrderLifeFold(AirAlgoSession.Of(context))),
        Server("order-echo", OrderEchoFold.Clauses, context => new OrderEchoFold(AirAlgoSession.Of(context))),
        Server("order-values", OrderValuesFold.Clauses, context => new OrderValuesFold(AirAlgoSession.Of(context))),
        Server("order-refusal", OrderRefusalFold.Clauses, context => new OrderRefusalFold(AirAlgoSession.Of(context))),
        Server("error", ErrorFold.Clauses, context => new ErrorFold(AirAlgoSession.Of(context))),
        Server("phoenix", PhoenixFold.Clauses, context => new PhoenixFold(context, AirAlgoSession.Of(context))),
        Server("extras", ExtrasFold.Clauses, context => new ExtrasFold(AirAlgoSession.Of(context))),
    ];

    public static TradingReader Reader(RuleContext context) => new AirAlgoReader(AirAlgoSession.Of(context));

    private static Rule Client(string name, IReadOnlyList<string> clauses, Func<RuleContext, Fold> start) => new($"airalgo.{name}", Party.Client, clauses, start);

    private static Rule Server(string name, IReadOnlyList<string> clauses, Func<RuleContext, Fold> start) => new($"airalgo.{name}", Party.Server, clauses, start);
}
