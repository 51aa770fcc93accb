namespace Harness.Conformance.Mutants.HedgeTech;

/// <summary>Clients of the IME document, each broken in one way.</summary>
internal static class ImeClientMutants
{
    private const string Subscribe = "ht-ime.subscribe.001";
    private const string Cut = "ht-ime.reconnect.001";

    /// <summary>{"sub":"demo","iat":1,"exp":2}</summary>
    private const string ExpiredToken = "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiJkZW1vIiwiaWF0IjoxLCJleHAiOjJ9.AAAA";

    public static IReadOnlyList<ClientMutant> All { get; } =
    [
        Broken("login-json", ["ht-ime.auth.004"], new() { Login = static (user, password) => ("POST", "application/json", $$"""{"username":"{{user}}","password":"{{password}}"}""") }, Subscribe),
        Broken("login-fields", ["ht-ime.auth.005"], new() { Login = static (user, password) => ("POST", "application/x-www-form-urlencoded", $"user={user}&pass={password}") }, Subscribe),
        Broken("login-put", ["ht-ime.auth.014"], new() { Login = static (user, password) => ("PUT", "application/x-www-form-urlencoded", $"username={user}&password={password}") }, Subscribe),
        Broken("authorization-bearer", ["ht-ime.auth.009"], new() { Authorization = static token => "Bearer " + token }, Subscribe),
        Broken("authorization-none", ["ht-ime.auth.008"], new() { Authorization = static _ => null }, Subscribe),
        Broken("authorization-expired", ["ht-ime.auth.008"], new() { Authorization = static _ => ExpiredToken, Wait = static _ => null }, Subscribe),
        Broken("authorization-placeholder", ["ht-ime.auth.008"], new() { Authorization = static _ => "<your_token>", Wait = static _ => null }, Subscribe),
        Broken("query-name", ["ht-ime.query.002"], Target("contract_id=", "contract_ids="), Subscribe),
        Broken("query-other-endpoint", ["ht-ime.query.002"], Target("contract_id=", "contract_name="), Subscribe),
        Broken("query-by-name", ["ht-ime.query.001"], Target("contract_name=", "contract_id="), "ht-ime.subscribe.002"),
        Broken("query-joined", ["ht-ime.query.003"], Target("&contract_id=1002", ",1002"), Subscribe),
        Broken("query-channels", ["ht-ime.query.008"], Target("contract_id=1001", "contract_id=1001&channels=best-limit"), Subscribe),
        Broken("query-path", ["ht-ime.connect.003"], Target("/contract/id?", "/contract/ids?"), Subscribe),
        Broken("gives-up", ["ht-ime.practice.005"], new() { Wait = static _ => null }, Cut),
        Broken("gives-up-after-a-clean-close", ["ht-ime.practice.005"], new() { Wait = static _ => null }, "ht-ime.reconnect.005", "ht-ime.reconnect.006"),
        Broken("steady-waits", ["ht-ime.practice.004"], new() { Wait = static _ => TimeSpan.FromSeconds(3) }, "ht-ime.reconnect.008"),
        Broken("same-token-for-ever", ["ht-ime.practice.008"], new() { KeepsToken = true }, "ht-ime.token.001", "ht-ime.token.002"),
        Broken("storm", ["duties.pace.001"], new() { Wait = static _ => TimeSpan.FromMilliseconds(50), KeepsToken = true }, "ht-ime.token.00?") with { Also = ["ht-ime.practice.004", "ht-ime.practice.008", "rfc6455.back-off.001"] },
        Broken("begs-for-tokens", ["duties.pace.001"], new() { BegsForTokens = true }, "ht-ime.login.007"),
        Broken("storm-after-cuts", ["rfc6455.back-off.001"], new() { Wait = static _ => TimeSpan.FromMilliseconds(50) }, "ht-ime.wire.001") with { Also = ["ht-ime.practice.004", "duties.pace.001"] },
        Broken("resubscribes-half", ["duties.resume.001"], new() { TargetAfterLoss = static target => target.Replace("contract_id=1001", "contract_id=1002", StringComparison.Ordinal) }, Cut),
        Broken("resubscribes-twice", ["duties.resume.002"], new() { ConnectionsAfterLoss = 2 }, Cut),
        Dies("field", ["ht-ime.practice.011"], "sequence", "ht-ime.survive.001") with { Also = ["duties.survival.001"] },
        Dies("section", ["ht-ime.practice.011"], "Settlement", "ht-ime.survive.004") with { Also = ["duties.survival.001"] },
        Dies("channel", ["ht-ime.practice.011"], "IME Incremental", "ht-ime.survive.002") with { Also = ["duties.survival.002"] },
        Dies("event", ["ht-ime.practice.011"], "snapshot_begins", "ht-ime.survive.005") with { Also = ["duties.survival.002"] },
        Dies("binary", ["ht-ime.practice.011"], "\u0001\u0002\u0003", "ht-ime.survive.006") with { Also = ["duties.survival.002"] },
        Broken("dies-of-bad-json", ["duties.survival.003"], new() { IsTooMuch = static message => !message.EndsWith('}'), Wait = static _ => null }, "ht-ime.survive.003", "ht-ime.survive.007", "ht-ime.survive.009"),
        Broken("leaves-without-a-pong", ["duties.resume.003"], new() { LeavesWithoutPong = true, Wait = static _ => null }, "ht-ime.ping.003"),
        Broken("no-pong", ["rfc6455.ping.001"], new() { AnswersPings = false }, "ht-ime.ping.002"),
    ];

    private static ClientMutant Broken(string what, string[] clauses, TseQuirks quirks, params string[] cases) => new()
    {
        Id = $"ht-ime.client.{what}",
        Protocol = "ht-ime",
        Clauses = clauses,
        Cases = cases,
        Play = (task, cancellation) => TseRawClient.PlayAsync(quirks, task, cancellation),
    };

    /// <summary>Leaves for good when it meets a word that it does not know.</summary>
    private static ClientMutant Dies(string what, string[] clauses, string word, string which) =>
        Broken($"dies-of-a-{what}", clauses, new() { IsTooMuch = message => message.Contains(word, StringComparison.Ordinal), Wait = static _ => null }, which);

    private static TseQuirks Target(string right, string wrong) => new() { Target = target => target.Replace(right, wrong, StringComparison.Ordinal), Wait = static _ => null };
}
