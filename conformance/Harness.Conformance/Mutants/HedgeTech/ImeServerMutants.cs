namespace Harness.Conformance.Mutants.HedgeTech;

/// <summary>Servers of the IME document, each broken in one way around the stream: who gets a token, who gets in, what flows.</summary>
internal static class ImeServerMutants
{
    private const string Streams = "/data-engine/*";
    private const string Login = "/auth/user/token/issue";
    private const string Stream = "ht-ime.subscribe.001";
    private const string Data = "ht-ime.connect.009";
    private const string Flow = "ht-ime.connect.010";

    public static IReadOnlyList<ServerMutant> All { get; } =
    [
        Rejects("token-path", ["ht-ime.auth.002"], Login, "{ status: 404 }", "ht-ime.login.001"),
        Rejects("token-member", ["ht-ime.auth.006"], Login, "{ status: 200, body: { token: eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhIn0.AAAA } }", "ht-ime.login.001") with { Also = ["ht-ime.auth.002"] },
        Rejects("token-no-jwt", ["ht-ime.auth.007"], Login, "{ status: 200, body: { Authorization: secret } }", "ht-ime.login.001") with { Also = ["ht-ime.auth.002", "ht-ime.auth.010"] },
        Rejects("login-errors", ["ht-ime.auth.017"], Login, "{ status: 400, body: { detail: wrong } }", "ht-ime.login.002"),
        Rejects("login-no-access", ["ht-ime.errors.007"], Login, "{ status: 403, body: { detail: no access to IME data } }", "ht-ime.login.006"),
        Ends("token-not-taken", ["ht-ime.auth.010"], "{ close: { code: 1008, reason: invalid token } }", "ht-ime.login.001"),
        Rejects("admission-500", ["ht-ime.connect.008"], Streams, "{ status: 500 }", Stream),
        Rejects("admission-404", ["ht-ime.connect.002"], Streams, "{ status: 404 }", Stream),
        Rejects("admission-404-by-name", ["ht-ime.connect.001"], Streams, "{ status: 404 }", "ht-ime.subscribe.002"),
        Rejects("rejection-500", ["ht-ime.errors.001"], Streams, "{ status: 500 }", "ht-ime.reject.002"),
        Rejects("rejection-status", ["ht-ime.connect.015"], Streams, "{ status: 400 }", "ht-ime.reject.001"),
        Ends("rejection-contract-code", ["ht-ime.errors.002"], "{ close: { code: 1000, reason: unknown contract } }", Stream) with { Also = [Data] },
        Ends("rejection-access-code", ["ht-ime.errors.003"], "{ close: { code: 4003, reason: no access to IME data } }", Stream) with { Also = [Data] },
        Ends("rejection-late", ["ht-ime.errors.004"], "{ after: 7s }, { close: { code: 1008, reason: unknown contract } }", Stream) with { Also = [Data] },
        Opens("rejection-after-data", ["ht-ime.connect.006"], "{ after: 1s }, { close: { code: 1008, reason: unknown contract } }", Stream) with { Also = [Flow] },
        Opens("access-after-data", ["ht-ime.connect.007"], "{ after: 1s }, { close: { code: 1008, reason: no access to IME data } }", Stream) with { Also = [Flow] },
        Opens("breaks-off", [Flow], "{ after: 2s }, { close: { code: 1011, reason: feed interrupted } }", Stream),
        Opens("breaks-off-without-a-word", [Flow], "{ after: 2s }, cut", Stream),
        Ends("no-reason", ["ht-ime.connect.016"], "{ close: { code: 1008 } }", Stream) with { Also = [Flow] },
        Mutant("bearer", ["ht-ime.auth.023"], null, "ht-ime.reject.005") with { Change = options => options with { Stances = new Dictionary<string, string> { ["ht.bearer"] = "accept" } } },
        Mutant("expiry", ["ht-ime.auth.026"], null, Stream) with
        {
            Change = options => options with { TokenLifetime = TimeSpan.FromSeconds(3601), PeerTimeProvider = new LateClock(options.TimeProvider, TimeSpan.FromHours(1)) },
        },
        Mutant("stream-late", [Data], "  - on: sent\n    do: [ { delay: 8s } ]", Stream),
        Mutant("stream-nothing", [Data, Flow], "  - on: sent\n    do: [ discard ]", Stream),
        Mutant("stream-stops", [Flow], "  - on: open\n    do: [ { after: 500ms }, stall ]", Stream),
        Mutant("stream-contract", ["ht-ime.connect.012"], "  - on: sent\n    where: { contractId: \"1002\" }\n    do: [ discard ]", Stream) with { Change = options => options with { Rate = 1 } },
        Mutant("client-frames", ["ht-ime.connect.018"], "  - on: message\n    do: [ { close: { code: 1003, reason: not understood } } ]", "ht-ime.subscribe.005"),
        Opens("no-pong", ["rfc6455.ping.002"], "withhold-pong", "ht-ime.ping.001"),
        Opens("no-close", ["rfc6455.close.004"], "stall", "ht-ime.close.001"),
    ];

    private static ServerMutant Mutant(string what, string[] clauses, string? rules, params string[] cases) =>
        new() { Id = $"ht-ime.server.{what}", Protocol = "ht-ime", Clauses = clauses, Rules = rules, Cases = cases };

    private static ServerMutant Rejects(string what, string[] clauses, string path, string answer, params string[] cases) =>
        Mutant(what, clauses, $"  - on: http\n    path: {path}\n    do: [ {{ reject: {answer} }} ]", cases);

    /// <summary>Does something once a connection has its first messages.</summary>
    private static ServerMutant Opens(string what, string[] clauses, string deeds, params string[] cases) => Mutant(what, clauses, $"  - on: open\n    do: [ {deeds} ]", cases);

    /// <summary>Does something once a connection is up, and sends nothing.</summary>
    private static ServerMutant Ends(string what, string[] clauses, string deeds, params string[] cases) => Mutant(what, clauses, Discards(deeds), cases);

    private static string Discards(string deeds) => $"  - on: sent\n    do: [ discard ]\n  - on: open\n    do: [ {deeds} ]";
}
