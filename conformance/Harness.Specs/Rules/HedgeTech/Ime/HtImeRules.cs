using Harness.Fixtures.Transcripts;
using Harness.Specs.Rules.Duties;
using Harness.Specs.Rules.Trading;

namespace Harness.Specs.Rules.HedgeTech.Ime;

/// <summary>The rules of the IME document. The default endpoint is the one that goes by contract ids.</summary>
internal static class HtImeRules
{
    private static readonly LoginClauses Login = new(
        Path: "ht-ime.auth.003", Method: "ht-ime.auth.014", Form: "ht-ime.auth.004", Fields: "ht-ime.auth.005", SdkNames: "ht-ime.auth.015");

    private static readonly AuthorizationClauses Authorization = new("ht-ime.auth.008", "ht-ime.auth.009");

    private static readonly QueryClauses Query = new(
        Path: "ht-ime.connect.003", DefaultSymbols: "ht-ime.query.002", OtherSymbols: "ht-ime.query.001", SymbolsRepeated: "ht-ime.query.003",
        Encoding: null, Extra: "ht-ime.query.008", ChannelsName: null, ChannelsRepeated: null, ChannelWord: null);

    private static readonly TokenClauses Token = new(
        Issued: "ht-ime.auth.002", Shape: "ht-ime.auth.006", Jwt: "ht-ime.auth.007", Status: "ht-ime.auth.016", Algorithm: "ht-ime.auth.022");

    private static readonly LoginErrorsClauses LoginErrors = new(
        WrongCredentials: "ht-ime.auth.017", MissingField: "ht-ime.auth.018", NoForm: "ht-ime.auth.019", Unapproved: "ht-ime.auth.020",
        Detail: "ht-ime.auth.021", NoAccess: "ht-ime.errors.007");

    private static readonly AdmissionClauses Admission = new(
        Token: "ht-ime.auth.010", DefaultEndpoint: "ht-ime.connect.002", OtherEndpoint: "ht-ime.connect.001", Accepted: "ht-ime.connect.008",
        MayLackAccess: true);

    private static readonly RejectionClauses Rejection = new(
        Served: "ht-ime.auth.001", BadTokenServed: "ht-ime.connect.005", NoToken: "ht-ime.auth.011", BadToken: "ht-ime.errors.001",
        Wrapped: "ht-ime.auth.023", Unverified: "ht-ime.connect.006", AtOnce: "ht-ime.connect.011", Form: "ht-ime.connect.015",
        Reason: "ht-ime.connect.016", Missing: "ht-ime.query.004", OneBad: "ht-ime.query.005", Joined: "ht-ime.query.007",
        BadSymbols: "ht-ime.errors.002", NoAccess: "ht-ime.errors.003", SymbolsAtOnce: "ht-ime.errors.004", SymbolsVerified: "ht-ime.connect.006",
        AccessVerified: "ht-ime.connect.007");

    private static readonly StreamClauses Stream = new(
        Streams: "ht-ime.connect.010", EverySymbol: "ht-ime.connect.012", EveryChannel: null, FirstMessages: "ht-ime.connect.017",
        Begins: "ht-ime.connect.009");

    private static readonly EnvelopeClauses Envelope = new(
        Object: "ht-ime.envelope.001", Channel: "ht-ime.envelope.002", ChannelWord: "ht-ime.envelope.010", DefaultIdentifier: "ht-ime.envelope.004",
        OtherIdentifier: "ht-ime.envelope.003", Timestamp: "ht-ime.envelope.005", Data: "ht-ime.envelope.006", TextFrames: "ht-ime.envelope.016");

    private static readonly TimestampClauses Timestamp = new(
        Iso: "ht-ime.envelope.007", Digits: "ht-ime.envelope.011", Zone: "ht-ime.envelope.012", HasZone: true, Order: "ht-ime.envelope.013",
        LocalTime: null);

    /// <summary>§16 asks for parsers that bear with new fields and channels; malformed messages are the duties' affair.</summary>
    private static readonly SurvivalClauses Flexible = new(UnknownField: "ht-ime.practice.011", UnknownKind: "ht-ime.practice.011", Malformed: null);

    public static TradingReader Reader(RuleContext context)
    {
        var surplus = ImeSurplus.Of(context);
        return new HedgeTechReader(HedgeTechSession.Of(context), () => surplus.Current.Unknown is not null);
    }

    public static IReadOnlyList<IRule> All { get; } =
    [
        new Rule("ht-ime.login", Party.Client, Login.Ids, _ => new LoginFold(Login)),
        new Rule("ht-ime.authorization", Party.Client, Authorization.Ids, context => new AuthorizationFold(HedgeTechSession.Of(context), Authorization)),
        new Rule("ht-ime.query", Party.Client, Query.Ids, context => new QueryFold(HedgeTechSession.Of(context), Query)),
        new Rule("ht-ime.token-fresh", Party.Client, ["ht-ime.auth.008", "ht-ime.practice.008"], context => new TokenFreshFold(context, HedgeTechSession.Of(context), "ht-ime.auth.008", "ht-ime.practice.008")),
        new Rule("ht-ime.reconnect", Party.Client, ["ht-ime.practice.005"], _ => new ReconnectFold("ht-ime.practice.005")),
        new Rule("ht-ime.reconnect.backoff", Party.Client, ["ht-ime.practice.004"], context => new BackoffFold(context, "ht-ime.practice.004")),
        new Rule("ht-ime.flexible", Party.Client, Flexible.Ids, context => new SurvivalFold(DutyRules.Reader(context), Flexible)),
        new Rule("ht-ime.token", Party.Server, Token.Ids, context => new TokenFold(context, Token)),
        new Rule("ht-ime.login-errors", Party.Server, LoginErrors.Ids, _ => new LoginErrorsFold(LoginErrors)),
        new Rule("ht-ime.admission", Party.Server, Admission.Ids, context => new AdmissionFold(context, HedgeTechSession.Of(context), Admission)),
        new Rule("ht-ime.rejection", Party.Server, Rejection.Ids, context => new RejectionFold(context, HedgeTechSession.Of(context), Rejection)),
        new Rule("ht-ime.expiry", Party.Server, ["ht-ime.auth.026"], context => new ExpiryFold(context, HedgeTechSession.Of(context), "ht-ime.auth.026")),
        new Rule("ht-ime.stream", Party.Server, Stream.Ids, context => new StreamFold(HedgeTechSession.Of(context), Stream)),
        new Rule("ht-ime.client-frames", Party.Server, ["ht-ime.connect.018"], _ => new ClientFramesFold("ht-ime.connect.018")),
        new Rule("ht-ime.envelope", Party.Server, Envelope.Ids, context => new EnvelopeFold(HedgeTechSession.Of(context), Envelope)),
        new Rule("ht-ime.subscription", Party.Server, ["ht-ime.envelope.009"], context => new SubscriptionFold(HedgeTechSession.Of(context), "ht-ime.envelope.009", null)),
        new Rule("ht-ime.timestamp", Party.Server, Timestamp.Ids, context => new TimestampFold(context, HedgeTechSession.Of(context), Timestamp)),
        new Rule("ht-ime.payload", Party.Server, PayloadFold.Clauses, context => new PayloadFold(HedgeTechSession.Of(context))),
        new Rule("ht-ime.best-limit", Party.Server, BestLimitFold.Clauses, context => new BestLimitFold(HedgeTechSession.Of(context))),
        new Rule("ht-ime.aggregate", Party.Server, AggregateFold.Clauses, context => new AggregateFold(HedgeTechSession.Of(context))),
        new Rule("ht-ime.price-range", Party.Server, PriceRangeFold.Clauses, context => new PriceRangeFold(HedgeTechSession.Of(context))),
        new Rule("ht-ime.contract", Party.Server, ContractFold.Clauses, context => new ContractFold(HedgeTechSession.Of(context))),
        new Rule("ht-ime.extras", Party.Server, ExtrasFold.Clauses, context => new ExtrasFold(HedgeTechSession.Of(context), ImeSurplus.Of(context))),
    ];
}
