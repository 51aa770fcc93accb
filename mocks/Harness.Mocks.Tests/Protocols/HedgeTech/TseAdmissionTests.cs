using System.Buffers.Text;
using System.Text;
using Harness.Mocks.Tests.Playing;

namespace Harness.Mocks.Tests.Protocols.HedgeTech;

/// <summary>Who gets in, and what the others are told (§2, §4, §5, §8).</summary>
public sealed class TseAdmissionTests
{
    public static TheoryData<string, string> BadQueries => new()
    {
        { "?symbol_isins=IRO1FOLD0001", "missing channels" },
        { "?channels=best-limit", "missing symbol_isins" },
        { "?channels=best-limit&symbol_isin=IRO1FOLD0001", "missing symbol_isins: symbol_isin is not a parameter here" },
        { "?channels=best-limit&symbol_names=IRO1FOLD0001", "missing symbol_isins: symbol_names is not a parameter here" },
        { "?channels=best-limits&symbol_isins=IRO1FOLD0001", "unknown channel: best-limits (did you mean best-limit?)" },
        { "?channels=&symbol_isins=IRO1FOLD0001", "empty channels" },
        { "?channels=best-limit&symbol_isins=", "empty symbol_isins" },
        { "?channels=best-limit&symbol_isins=IRO1NONE0001", "unknown symbol: IRO1NONE0001" },
        { "?channels=best-limit&symbol_isins=iro1fold0001", "unknown symbol: iro1fold0001 (did you mean IRO1FOLD0001?)" },
        { "?channels=best-limit&symbol_isins=IRO1FOLD0001&symbol_isins=IRO1NONE0001", "unknown symbol: IRO1NONE0001" },
        { "?channels=best-limit,aggregate&symbol_isins=IRO1FOLD0001", "unknown channel: best-limit,aggregate (repeat channels for each value)" },
        { "?channels=best-limit&symbol_isins=IRO1FOLD0001,IRO1XYZ1234", "unknown symbol: IRO1FOLD0001,IRO1XYZ1234 (repeat symbol_isins for each value)" },
        { "", "missing channels" },
    };

    [Theory]
    [MemberData(nameof(BadQueries))]
    public async Task Bad_query_is_closed_with_1008_and_says_why_and_nothing_is_streamed(string query, string reason)
    {
        await using var mock = await PlayedMock.StartAsync();
        var token = await mock.LogInAsync();

        await using var peer = await Peer.ConnectAsync(mock.Server, TseAddress.IsinPath + query, ("Authorization", token));
        var closed = await peer.ClosedAsync();

        closed.Received!.Value.Code.ShouldBe(1008);
        closed.Reason.ShouldBe(reason);
        peer.Drain().ShouldBeEmpty();
    }

    public static TheoryData<string, string> BadTokens => new()
    {
        { "none", "missing token: send it raw in the Authorization header" },
        { "garbage", "invalid token" },
        { "bearer", "invalid token: send it raw, without the Bearer prefix" },
        { "tampered", "invalid token" },
        { "alg-none", "invalid token" },
        { "rs256", "invalid token" },
        { "foreign-key", "invalid token" },
        { "expired", "expired token" },
    };

    [Theory]
    [MemberData(nameof(BadTokens))]
    public async Task Bad_token_is_closed_with_1008_and_says_why(string kind, string reason)
    {
        await using var mock = await PlayedMock.StartAsync();
        var header = await HeaderAsync(mock, kind);

        await using var peer = await Peer.ConnectAsync(mock.Server, TseAddress.Good, header);
        var closed = await peer.ClosedAsync();

        closed.Received!.Value.Code.ShouldBe(1008);
        closed.Reason.ShouldBe(reason);
        peer.Drain().ShouldBeEmpty();
    }

    [Fact]
    public async Task Rejection_is_http_403_under_its_stance()
    {
        await using var mock = await PlayedMock.StartAsync(options => options with { Stances = new Dictionary<string, string> { ["ht.rejection"] = "http-403" } });

        var (peer, result) = await Peer.TryConnectAsync(mock.Server, TseAddress.Good, ("Authorization", "garbage"));

        peer.ShouldBeNull();
        result.Response!.Status.ShouldBe(403);
        Encoding.UTF8.GetString(result.Response.Body.Span).ShouldBe("""{"detail":"invalid token"}""");
    }

    [Fact]
    public async Task Bearer_prefix_is_accepted_under_its_stance()
    {
        await using var mock = await PlayedMock.StartAsync(options => options with { Stances = new Dictionary<string, string> { ["ht.bearer"] = "accept" } });
        var token = await mock.LogInAsync();

        await using var peer = await Peer.ConnectAsync(mock.Server, TseAddress.Good, ("Authorization", $"Bearer {token}"));

        (await peer.NextAsync()).ShouldContain("best-limit");
    }

    [Theory]
    [InlineData("فولاد")]
    [InlineData("%D9%81%D9%88%D9%84%D8%A7%D8%AF")]
    public async Task Persian_name_is_understood_as_raw_utf8_and_percent_encoded(string name)
    {
        await using var mock = await PlayedMock.StartAsync();
        var token = await mock.LogInAsync();
        await using var stream = await mock.Server.ConnectAsync(TestContext.Current.CancellationToken);
        var request = $"GET {TseAddress.NamePath}?channels=best-limit&symbol_names={name} HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
            + $"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nAuthorization: {token}\r\n\r\n";

        await stream.WriteAsync(Encoding.UTF8.GetBytes(request), TestContext.Current.CancellationToken);
        var answer = new byte[12];
        await stream.ReadExactlyAsync(answer, TestContext.Current.CancellationToken);

        Encoding.ASCII.GetString(answer).ShouldBe("HTTP/1.1 101");
    }

    [Fact]
    public async Task Handshake_over_http_1_0_is_refused()
    {
        await using var mock = await PlayedMock.StartAsync();
        var token = await mock.LogInAsync();
        await using var stream = await mock.Server.ConnectAsync(TestContext.Current.CancellationToken);
        var request = $"GET {TseAddress.Good} HTTP/1.0\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
            + $"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nAuthorization: {token}\r\n\r\n";

        await stream.WriteAsync(Encoding.UTF8.GetBytes(request), TestContext.Current.CancellationToken);
        var answer = new byte[12];
        await stream.ReadExactlyAsync(answer, TestContext.Current.CancellationToken);

        Encoding.ASCII.GetString(answer)[9..].ShouldBe("400");
    }

    [Fact]
    public async Task Two_thousand_symbols_fit_into_one_handshake()
    {
        await using var mock = await PlayedMock.StartAsync(options => options with { Rate = 0, Instruments = 2_000 });
        var token = await mock.LogInAsync();
        var names = (await mock.GetJsonAsync("/__admin/market")).GetProperty("instruments").GetArrayLength();

        await using var peer = await Peer.ConnectAsync(
            mock.Server, TseAddress.Isin(["aggregate"], Enumerable.Repeat("IRO1FOLD0001", 2_000)), ("Authorization", token));

        names.ShouldBeGreaterThanOrEqualTo(2_000);
        (await peer.NextAsync()).ShouldContain("aggregate");
    }

    [Fact]
    public async Task Handshake_without_websocket_headers_is_refused_and_says_what_is_missing()
    {
        await using var mock = await PlayedMock.StartAsync();

        var (status, body) = await mock.GetAsync(TseAddress.Good);

        status.ShouldBeInRange(400, 426);
        body.ShouldContain("pgrade");
    }

    [Fact]
    public async Task Rejection_is_logged_with_its_cause_and_without_the_token()
    {
        await using var mock = await PlayedMock.StartAsync();

        await using var peer = await Peer.ConnectAsync(mock.Server, TseAddress.Good, ("Authorization", "super-secret-garbage"));
        await peer.ClosedAsync();

        var notice = mock.Notices.ShouldHaveSingleItem();
        notice.Text.ShouldBe("rejected with 1008: invalid token");
        notice.Text.ShouldNotContain("super-secret");
    }

    private static async Task<(string Name, string Value)> HeaderAsync(PlayedMock mock, string kind)
    {
        if (kind == "none") return ("X-Nothing", "here");
        var token = await mock.LogInAsync(kind == "expired" ? "expired" : "demo");
        var parts = token.Split('.');
        return ("Authorization", kind switch
        {
            "garbage" => "not.a.token",
            "bearer" => $"Bearer {token}",
            "tampered" => $"{parts[0]}.{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(Base64Url.DecodeFromChars(parts[1])).Replace("demo", "root", StringComparison.Ordinal)))}.{parts[2]}",
            "alg-none" => $"{Base64Url.EncodeToString("""{"alg":"none","typ":"JWT"}"""u8)}.{parts[1]}.",
            "rs256" => $"{Base64Url.EncodeToString("""{"alg":"RS256","typ":"JWT"}"""u8)}.{parts[1]}.{parts[2]}",
            "foreign-key" => $"{parts[0]}.{parts[1]}.{Base64Url.EncodeToString(new byte[32])}",
            _ => token,
        });
    }
}
