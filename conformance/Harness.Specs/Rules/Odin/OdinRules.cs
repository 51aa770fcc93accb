using Harness.Fixtures.Transcripts;
using Harness.Specs.Rules.Trading;

namespace Harness.Specs.Rules.Odin;

/// <summary>The rules of the Odin Streamer guide.</summary>
internal static class OdinRules
{
    public static IReadOnlyList<IRule> All { get; } =
    [
        new Rule("odin.handshake", Party.Client, HandshakeFold.Clauses, _ => new HandshakeFold()),
        new Rule("odin.request", Party.Client, RequestFold.Clauses, context => new RequestFold(OdinSession.Of(context))),
        new Rule("odin.reconnect", Party.Client, ReconnectFold.Clauses, context => new ReconnectFold(context.Connections)),
        new Rule("odin.session-reuse", Party.Client, SessionReuseFold.Clauses, context => new SessionReuseFold(OdinSession.Of(context), context.Connections)),

        new Rule("odin.admission", Party.Server, AdmissionFold.Clauses, _ => new AdmissionFold()),
        new Rule("odin.welcome", Party.Server, WelcomeFold.Clauses, context => new WelcomeFold(OdinSession.Of(context))),
        new Rule("odin.message", Party.Server, MessageFold.Clauses, context => new MessageFold(OdinSession.Of(context))),
        new Rule("odin.subscribe", Party.Server, SubscribeFold.Clauses, context => new SubscribeFold(OdinSession.Of(context))),
        new Rule("odin.unsubscribe", Party.Server, UnsubscribeFold.Clauses, context => new UnsubscribeFold(OdinSession.Of(context))),
        new Rule("odin.subscriptions", Party.Server, SubscriptionsFold.Clauses, context => new SubscriptionsFold(OdinSession.Of(context))),
        new Rule("odin.market-status", Party.Server, MarketStatusFold.Clauses, context => new MarketStatusFold(OdinSession.Of(context))),
        new Rule("odin.pong", Party.Server, PongFold.Clauses, context => new PongFold(OdinSession.Of(context))),
        new Rule("odin.error", Party.Server, ErrorFold.Clauses, context => new ErrorFold(OdinSession.Of(context))),
        new Rule("odin.subscription", Party.Server, SubscriptionFold.Clauses, context => new SubscriptionFold(OdinSession.Of(context))),
        new Rule("odin.stream", Party.Server, StreamFold.Clauses, context => new StreamFold(OdinSession.Of(context))),
        new Rule("odin.market-data", Party.Server, MarketDataFold.Clauses, context => new MarketDataFold(OdinSession.Of(context))),
        new Rule("odin.session", Party.Server, SessionFold.Clauses, context => new SessionFold(context)),
        new Rule("odin.hours", Party.Server, HoursFold.Clauses, context => new HoursFold(OdinSession.Of(context))),
        new Rule("odin.extras", Party.Server, ExtrasFold.Clauses, context => new ExtrasFold(OdinSession.Of(context))),
    ];

    public static TradingReader Reader(RuleContext context) => new OdinReader(OdinSession.Of(context));
}
