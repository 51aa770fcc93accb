using Harness.Fixtures.Transcripts;
using Harness.Specs.Rules.Trading;

namespace Harness.Specs.Rules.HedgeTech.Tse;

/// <summary>The rules of the TSE and IFB document.</summary>
internal static class HtTseRules
{
    private static readonly LoginClauses Login = new(
        Path: "ht-tse.auth.003", Method: "ht-tse.auth.003", Form: "ht-tse.auth.004", Fields: "ht-tse.auth.005", SdkNames: "ht-tse.auth.015");
    private static readonly AuthorizationClauses Authorization = new("ht-tse.auth.008", "ht-tse.auth.009");

    private static readonly QueryClauses Query = new(
        Path: "ht-tse.connect.003", DefaultSymbols: "ht-tse.query.001", OtherSymbols: "ht-tse.query.002", SymbolsRepeated: "ht-tse.query.004",
        Encoding: "ht-tse.query.012", Extra: "ht-tse.query.013", ChannelsName: "ht-tse.query.003", ChannelsRepeated: "ht-tse.query.005",
        ChannelWord: "ht-tse.query.006");

    private static readonly TokenClauses Token = new(
        Issued: "ht-tse.auth.002", Shape: "ht-tse.auth.006", Jwt: "ht-tse.auth.007", Status: "ht-tse.auth.016", Algorithm: "ht-tse.auth.022");

    private static readonly LoginErrorsClauses LoginErrors = new(
        WrongCredentials: "ht-tse.auth.017", MissingField: "ht-tse.auth.018", NoForm: "ht-tse.auth.019", Unapproved: "ht-tse.auth.020",
        Detail: "ht-tse.auth.021");

    private static readonly AdmissionClauses Admission = new(
        Token: "ht-tse.auth.010", DefaultEndpoint: "ht-tse.connect.001", OtherEndpoint: "ht-tse.connect.002", Accepted: "ht-tse.connect.005");

    private static readonly RejectionClauses Rejection = new(
        Served: "ht-tse.auth.001", BadTokenServed: "ht-tse.auth.001", NoToken: "ht-tse.auth.014", BadToken: "ht-tse.errors.001", Wrapped: "ht-tse.auth.023",
        Unverified: "ht-tse.connect.006", AtOnce: "ht-tse.connect.007", Form: "ht-tse.connect.013", Reason: "ht-tse.connect.014",
        Missing: "ht-tse.query.007", OneBad: "ht-tse.query.008", Joined: "ht-tse.query.010", BadSymbols: "ht-tse.errors.002",
        BadChannels: "ht-tse.errors.003", SymbolsVerified: "ht-tse.connect.006");

    private static readonly StreamClauses Stream = new(
        Streams: "ht-tse.connect.009", EverySymbol: "ht-tse.connect.010", EveryChannel: "ht-tse.connect.011", FirstMessages: "ht-tse.connect.015");

    private static readonly EnvelopeClauses Envelope = new(
        Object: "ht-tse.envelope.001", Channel: "ht-tse.envelope.002", ChannelWord: "ht-tse.envelope.002", DefaultIdentifier: "ht-tse.envelope.003",
        OtherIdentifier: "ht-tse.envelope.004", Timestamp: "ht-tse.envelope.005", Data: "ht-tse.envelope.006", TextFrames: "ht-tse.envelope.017");

    private static readonly TimestampClauses Timestamp = new(
        Iso: "ht-tse.envelope.007", Digits: "ht-tse.envelope.011", Zone: "ht-tse.envelope.012", HasZone: false, Order: "ht-tse.envelope.013",
        LocalTime: "ht-tse.envelope.014");

    public static TradingReader Reader(RuleContext context)
    {
        var surplus = TseSurplus.Of(context);
        return new HedgeTechReader(HedgeTechSession.Of(context), () => surplus.Current.Unknown is not null);
    }

    public static IReadOnlyList<IRule> All { get; } =
    [
        new Rule("ht-tse.login", Party.Client, Login.Ids, _ => new LoginFold(Login)),
        new Rule("ht-tse.authorization", Party.Client, Authorization.Ids, context => new AuthorizationFold(HedgeTechSession.Of(context), Authorization)),
        new Rule("ht-tse.query", Party.Client, Query.Ids, context => new QueryFold(HedgeTechSession.Of(context), Query)),
        new Rule("ht-tse.token-fresh", Party.Client, ["ht-tse.practice.005", "ht-tse.auth.009"], context => new TokenFreshFold(context, HedgeTechSession.Of(context), "ht-tse.practice.005", "ht-tse.auth.009")),
        new Rule("ht-tse.reconnect", Party.Client, ["ht-tse.practice.003"], _ => new ReconnectFold("ht-tse.practice.003")),
        new Rule("ht-tse.reconnect.backoff", Party.Client, ["ht-tse.practice.004"], context => new BackoffFold(context, "ht-tse.practice.004")),

        new Rule("ht-tse.token", Party.Server, Token.Ids, context => new TokenFold(context, Token)),
        new Rule("ht-tse.login-errors", Party.Server, LoginErrors.Ids, _ => new LoginErrorsFold(LoginErrors)),
        new Rule("ht-tse.admission", Party.Server, Admission.Ids, context => new AdmissionFold(context, HedgeTechSession.Of(context), Admission)),
        new Rule("ht-tse.rejection", Party.Server, Rejection.Ids, context => new RejectionFold(context, HedgeTechSession.Of(context), Rejection)),
        new Rule("ht-tse.expiry", Party.Server, ["ht-tse.auth.026"], context => new ExpiryFold(context, HedgeTechSession.Of(context), "ht-tse.auth.026")),
        new Rule("ht-tse.stream", Party.Server, Stream.Ids, context => new StreamFold(HedgeTechSession.Of(context), Stream)),
        new Rule("ht-tse.client-frames", Party.Server, ["ht-tse.connect.016"], _ => new ClientFramesFold("ht-tse.connect.016")),
        new Rule("ht-tse.envelope", Party.Server, Envelope.Ids, context => new EnvelopeFold(HedgeTechSession.Of(context), Envelope)),
        new Rule("ht-tse.subscription", Party.Server, ["ht-tse.envelope.009", "ht-tse.envelope.010"], context => new SubscriptionFold(HedgeTechSession.Of(context), "ht-tse.envelope.009", "ht-tse.envelope.010")),
        new Rule("ht-tse.timestamp", Party.Server, Timestamp.Ids, context => new TimestampFold(context, HedgeTechSession.Of(context), Timestamp)),
        new Rule("ht-tse.payload", Party.Server, PayloadFold.Clauses, context => new PayloadFold(HedgeTechSession.Of(context))),
        new Rule("ht-tse.best-limit", Party.Server, BestLimitFold.Clauses, context => new BestLimitFold(HedgeTechSession.Of(context))),
        new Rule("ht-tse.order-book", Party.Server, OrderBookFold.Clauses, context => new OrderBookFold(HedgeTechSession.Of(context))),
        new Rule("ht-tse.ohlcv", Party.Server, OhlcvFold.Clauses, context => new OhlcvFold(HedgeTechSession.Of(context))),
        new Rule("ht-tse.aggregate", Party.Server, AggregateFold.Clauses, context => new AggregateFold(HedgeTechSession.Of(context))),
        new Rule("ht-tse.investors", Party.Server, InvestorsFold.Clauses, context => new InvestorsFold(HedgeTechSession.Of(context))),
        new Rule("ht-tse.contract", Party.Server, ContractFold.Clauses, context => new ContractFold(HedgeTechSession.Of(context))),
        new Rule("ht-tse.fund", Party.Server, FundFold.Clauses, context => new FundFold(HedgeTechSession.Of(context))),
        new Rule("ht-tse.extras", Party.Server, ExtrasFold.Clauses, context => new ExtrasFold(HedgeTechSession.Of(context), TseSurplus.Of(context))),
    ];
}
