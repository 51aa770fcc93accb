using System.Globalization;
using System.Text.Json;
using Harness.Mocks.Tests.Playing;

namespace Harness.Mocks.Tests.Scripting.Library;

/// <summary>What every scenario of the library promises, as something that can be seen in a run with it and not in one without.</summary>
internal static class LibraryEffects
{
    /// <summary>By the scenario's file, or by <c>slug/file</c> where protocols differ. The second run is the same client on the same seed without the scenario.</summary>
    public static IReadOnlyDictionary<string, Func<LibraryRun, LibraryRun, bool>> All { get; } = new Dictionary<string, Func<LibraryRun, LibraryRun, bool>>
    {
        ["bursty-feed"] = (run, _) => run.Connections.Any(socket => HasBurst(run, socket)),
        ["clock-skew"] = (run, _) => run.Connections.SelectMany(run.Prices).Count(price => IsAhead(run, price.At, price.Json)) > 3,
        ["close-without-frame"] = (run, _) => run.EndsWithoutFrame(1, "fin") && run.Streams(2),
        ["feed-dropped"] = (run, _) => run.EndsWithoutFrame(1, "fin") && run.EndsWithoutFrame(2, "fin") && run.Streams(3),
        ["feed-interrupted"] = (run, _) => run.Connections.Count == 1 && run.LongestHole(run.Connections[0]) is { TotalSeconds: > 9 and < 12 },
        ["ht-tse/feed-interrupted"] = (run, _) => run.EndsWith(1, 1011, "feed interrupted") && run.EndsWith(2, 1011, "feed interrupted") && run.Streams(3),
        ["ht-ime/feed-interrupted"] = (run, _) => run.EndsWith(1, 1011, "feed interrupted") && run.EndsWith(2, 1011, "feed interrupted") && run.Streams(3),
        ["flapping"] = (run, _) => Enumerable.Range(1, 5).All(number => run.EndsWithoutFrame(number, "fin") && Lifetime(run.Connections[number - 1]) is { TotalSeconds: > 1.5 and < 2.5 }),
        ["fragmented"] = (run, _) => run.Connections[0].Frames.Where(frame => frame.Opcode < 8).Take(9).Select(frame => (frame.Opcode, frame.Fin))
            .SequenceEqual(Enumerable.Range(0, 9).Select(i => (i % 3 == 0 ? 1 : 0, i % 3 == 2))),
        ["gap-and-duplicate"] = (run, control) => HasDuplicate(run) && !Contents(run).IsSupersetOf(Contents(control).Take(30)),
        ["half-open"] = (run, _) => run.Connections[0] is { End: null } first && Lifetime(first).TotalSeconds is > 2 and < 3.5 && run.Streams(2),
        ["handshake-broken"] = (run, _) => run.Sockets[0] is { Status: 101, AcceptIsRight: false } && run.Sockets[1].AcceptIsRight && run.Streams(2),
        ["handshake-refused"] = (run, _) => run.Sockets.Take(4).Select(socket => socket.Status).SequenceEqual([403, 500, 503, 101]) && run.Streams(1),
        ["handshake-slow"] = (run, _) => run.Sockets[0].AnsweredAt - run.Sockets[0].AskedAt >= TimeSpan.FromSeconds(10) && run.Streams(1),
        ["handshake-stalls"] = (run, _) => run.Sockets[0] is { AnsweredAt: null, End: null } && run.Streams(1),
        ["invalid-utf-8"] = (run, _) => run.Frames().Count(frame => frame is { Opcode: 1, IsUtf8: false }) > 2,
        ["late-pong"] = (run, _) => run.PongDelays().Count > 2 && run.PongDelays().All(delay => delay.TotalSeconds is > 14.5 and < 15.5),
        ["lying-length"] = (run, _) => run.Frames().Any(frame => frame is { Opcode: 1, Json: null } && frame.Text.StartsWith('{') && frame.Payload.Any(octet => octet is 0x81 or 0x8a)),
        ["market-closes"] = (run, _) => run.Connections.Count == 1 && run.LongestHole(run.Connections[0]).TotalSeconds is > 29 and < 32,
        ["odin/market-closes"] = (run, _) => run.Connections.Count == 1 && run.LongestHole(run.Connections[0]).TotalSeconds is > 29 and < 32
            && run.Messages().Select(message => LibraryClient.Word(message.Json, "type")).Where(type => type is "market_closed" or "market_opened").SequenceEqual(["market_closed", "market_opened"]),
        ["masked-frame"] = (run, _) => run.Frames().Count(frame => frame is { Masked: true, Opcode: 1, Json: not null }) > 2,
        ["missing-pong"] = (run, _) => run.Pings.Count > 5 && run.PongDelays().Count == 0 && run.Connections.Count == 1,
        ["oversized-message"] = (run, _) => run.Frames().Any(frame => frame is { Opcode: 1, Payload.Length: > 2_000_000, Json: not null }),
        ["rejected-on-reconnect"] = (run, _) => run.EndsWithoutFrame(1, "fin") && run.Connections.Count > 3 && run.Connections.Skip(1).SkipLast(1).All(socket => socket.Close() is { CloseCode: 1008, CloseReason.Length: > 0 }),
        ["reordered"] = (run, control) => HasSwap(run, control),
        ["reserved-bits"] = (run, _) => run.Frames().Count(frame => frame is { ReservedBits: 4, Opcode: 1 }) > 2,
        ["server-restart"] = (run, _) => run.EndsWith(1, 1012, "service restart") && run.Sockets[1].Status == 503 && run.Streams(2),
        ["slow-feed"] = (run, control) => run.Connections[0].Messages().Where(price => run.Client.IsPrice(price.Json)).Take(10).All(price => Lateness(run, price, control) is { TotalSeconds: > 1.4 }),
        ["tcp-reset"] = (run, _) => run.EndsWithoutFrame(1, "reset") && run.Streams(2),
        ["throttled"] = (run, control) => run.Prices(run.Connections[0]).Skip(5).Any() && Pace(run) < 360 && Pace(control) > 400,
        ["token-503"] = (run, _) => run.Tokens.Take(4).Select(one => one.Status).SequenceEqual([503, 503, 503, 200]) && run.Streams(1),
        ["token-expires"] = (run, _) => run.EndsWith(1, 1008, "expired token") && run.Tokens.Count == 2 && run.Streams(2),
        ["airalgo/token-expires"] = (run, _) => Refusals(run) > 2,
        ["token-revoked"] = (run, _) => run.Connections[0].Close() is { CloseCode: 1008 } && run.Tokens.Count == 2 && run.Streams(2),
        ["airalgo/token-revoked"] = (run, _) => Refusals(run) > 2,
        ["token-slow"] = (run, _) => run.Tokens[0].AnsweredAt - run.Tokens[0].At >= TimeSpan.FromSeconds(15) && run.Streams(1),
        ["truncated-json"] = (run, _) => run.Frames().Count(frame => frame is { Opcode: 1, Fin: true, Json: null, IsUtf8: true } && frame.Text.StartsWith('{')) > 2,
        ["unknown-channel"] = (run, _) => run.Messages().Count(message => LibraryClient.Word(message.Json, "channel") == "news") > 3,
        ["ht-ime/unknown-channel"] = (run, control) => run.Messages().Count(message => LibraryClient.Word(message.Json, "channel") is { } word && word != "IME Stream") > 3,
        ["unknown-field"] = (run, _) => run.Connections.SelectMany(run.Prices).Take(10).All(price => price.Json.Has("source", "node")),
        ["unknown-opcode"] = (run, _) => run.Frames().Count(frame => frame.Opcode == 3) > 2,
        ["unknown-type"] = (run, _) => run.Messages().Count(message => LibraryClient.Word(message.Json, "type") == "circuit_breaker") > 3,
        ["unknown-event"] = (run, _) => run.Messages().Count(message => LibraryClient.Word(message.Json, "event") is "margin_call" or "announcement") > 3,

        ["ping-unanswered"] = (run, _) => run.Said.Count(said => said.Text.Contains("ping", StringComparison.Ordinal)) > 3 && !run.Messages().Any(message => LibraryClient.Word(message.Json, "type") == "pong") && run.Streams(1),
        ["pong-late"] = (run, _) => FirstOf(run, "type", "pong") - run.Said.First(said => said.Text.Contains("ping", StringComparison.Ordinal)).At is { TotalSeconds: > 14.5 and < 15.5 },
        ["session-lost"] = (run, _) => run.EndsWithoutFrame(1, "fin") && run.Connections.Count == 2 && !run.Prices(run.Connections[1]).Any() && Lifetime(run.Connections[1]).TotalSeconds > 30,
        ["session-restored-late"] = (run, _) => run.EndsWithoutFrame(1, "fin") && run.Streams(2) && run.Prices(run.Connections[1]).First().At - run.Connections[1].AnsweredAt is { TotalSeconds: > 9.5 },
        ["stock-fails"] = (run, _) => run.Messages().Any(message => LibraryClient.Word(message.Json, "type") == "subscription_response" && message.Json.GetProperty("data").GetRawText().Contains("\"failed_stocks\":[\"DELISTED\"]", StringComparison.Ordinal)),
        ["taken-over"] = (run, _) => Enumerable.Range(1, 3).All(number => run.EndsWith(number, 1000, "replaced by a new connection")) && run.Streams(4),
        ["odin/subscribe-unanswered"] = (run, _) => FirstOf(run, "type", "subscription_response") - run.Said[0].At > TimeSpan.FromSeconds(1),

        ["cut-with-order-in-flight"] = (run, _) => run.EndsWithoutFrame(1, "fin") && OrdersOf(run, run.Connections[0]).SequenceEqual(["Pending"]) && run.Streams(2),
        ["airalgo/duplicated-fill"] = (run, _) => IsDoubled(run, "Executed"),
        ["fill-before-confirmation"] = (run, _) => run.Orders() is [{ Status: "Executed" }, ..] && run.Orders().Any(order => order.Status == "Pending"),
        ["heartbeat-unanswered"] = (run, _) => run.Said.Count(said => said.Text.Contains("heartbeat", StringComparison.Ordinal)) > 3 && !run.Messages().Any(message => LibraryClient.Word(message.Json, "topic") == "phoenix"),
        ["join-unanswered"] = (run, _) => run.Messages().First().At - run.Said[0].At <= LibraryRun.Step && LibraryClient.Word(run.Messages().First().Json.GetProperty("payload"), "status") == "error" && run.Streams(1),
        ["order-pending-for-ever"] = (run, _) => run.Orders().Count > 3 && run.Orders().All(order => order.Status == "Pending"),
        ["airalgo/order-rejected-late"] = (run, _) => Apart(run, "Pending", "Rejected") is { TotalSeconds: > 4.5 and < 5.5 },
        ["order-unanswered"] = (run, _) => run.Injected + run.Said.Count(said => said.Text.Contains("token_number", StringComparison.Ordinal)) > 3 && run.Orders().Count == 0 && run.Streams(1),
        ["topic-closed"] = (run, _) => FirstOf(run, "event", "phx_close") is not null && run.Connections[0].End is null,
        ["topic-error"] = (run, _) => FirstOf(run, "event", "phx_error") is not null && run.Connections[0].End is null,
        ["wrong-ref"] = (run, _) => run.Messages().Count(message => LibraryClient.Word(message.Json, "event") == "phx_reply" && LibraryClient.Word(message.Json, "ref") == "987654") > 1,

        ["close-event-without-close"] = (run, _) => FirstOf(run, "event", "close") is not null && run.Connections is [{ End: null }] && run.Streams(1),
        ["virtuoso/duplicated-fill"] = (run, _) => IsDoubled(run, "filled"),
        ["exchange-disconnects"] = (run, _) => run.LongestHole(run.Connections[0]).TotalSeconds is > 29 and < 32 && run.Messages().Any(message => message.Json.GetRawText().Contains("\"disconnected\"", StringComparison.Ordinal)),
        ["fill-before-acknowledgement"] = (run, _) => run.Orders() is [{ Status: "filled" }, ..] && run.Orders().Any(order => order.Status == "open"),
        ["fill-by-fill"] = (run, _) => run.Orders().Take(5).Select(order => order.Json.GetProperty("data").GetProperty("filled").GetDecimal()).SequenceEqual([0m, 0.01m, 0.03m, 0.06m, 0.1m]),
        ["login-refused-once"] = (run, _) => run.Messages().First().Json is var first && LibraryClient.Word(first, "event") == "error" && first.GetProperty("code").GetInt32() == 401 && run.Streams(1),
        ["virtuoso/order-rejected-late"] = (run, _) => Apart(run, "open", "rejected") is { TotalSeconds: > 4.5 and < 5.5 },
        ["partial-fill-then-cancel"] = (run, _) => run.Orders().Where(order => order.Json.GetProperty("data").GetProperty("id").GetRawText() == run.Orders()[0].Json.GetProperty("data").GetProperty("id").GetRawText())
            .Select(order => (order.Status, order.Json.GetProperty("data").GetProperty("filled").GetDecimal())).SequenceEqual([("open", 0m), ("partially_filled", 0.04m), ("canceled", 0.04m)]),
        ["missed-pong-forgiven"] = (run, control) => control.Connections[0].Close() is { } close && close.At - control.Connections[0].AskedAt < Lifetime(run.Connections[0]) - TimeSpan.FromSeconds(2),
        ["ping-skipped"] = (run, control) => FirstOf(run, "event", "ping") is null && FirstOf(control, "event", "ping") is { } first && run.Frames().Any(frame => frame.At > first.AddSeconds(2)),
        ["ping-storm"] = (run, _) => run.Messages().Where(message => LibraryClient.Word(message.Json, "event") == "ping").GroupBy(message => message.At).Any(pings => pings.Count() >= 200),
        ["rate-limited"] = (run, _) => run.Messages().Count(message => message.Json.Has("code") && message.Json.GetProperty("code").ToString() == "429") > 1,
        ["server-error"] = (run, _) => run.Messages().Count(message => message.Json.Has("code") && message.Json.GetProperty("code").ToString() == "500") > 1,
        ["virtuoso/subscribe-unanswered"] = (run, _) => FirstOf(run, "event", "subscribed") - run.Said[0].At > TimeSpan.FromSeconds(1),
        ["third-order-lost-in-a-cut"] = (run, _) => ThirdOrder(run),
    };

    /// <summary>From the handshake to the server's end of the connection, or to its last frame.</summary>
    private static TimeSpan Lifetime(RawSocket socket) => (socket.EndedAt ?? (socket.Frames.Count > 0 ? socket.Frames[^1].At : socket.AnsweredAt!.Value)) - socket.AnsweredAt!.Value;

    /// <summary>Bytes in a second.</summary>
    private static double Pace(LibraryRun run) => run.Connections[0].Bytes / Lifetime(run.Connections[0]).TotalSeconds;

    /// <summary>Silence of three seconds, and then at least as many messages at once as would have come in it.</summary>
    private static bool HasBurst(LibraryRun run, RawSocket socket)
    {
        var times = run.Prices(socket).Select(price => price.At).ToList();
        return times.Zip(times.Skip(1)).Any(pair => pair.Second - pair.First > TimeSpan.FromSeconds(2) && times.Count(time => (time - pair.Second).Duration() <= LibraryRun.Step) >= 4);
    }

    private static bool IsAhead(LibraryRun run, DateTimeOffset now, JsonElement price)
    {
        var told = run.Client.Slug switch
        {
            "airalgo" => price.GetProperty("payload").TryGetProperty("22", out var at) ? DateTimeOffset.Parse(at.GetProperty("ltt").GetString()!, CultureInfo.InvariantCulture) : now,
            "ht-tse" => new DateTimeOffset(DateTime.Parse(price.GetProperty("timestamp").GetString()!, CultureInfo.InvariantCulture), TimeSpan.FromHours(3.5)),
            "ht-ime" => DateTimeOffset.Parse(price.GetProperty("timestamp").GetString()!, CultureInfo.InvariantCulture),
            _ => DateTimeOffset.FromUnixTimeMilliseconds(price.GetProperty("timestamp").GetInt64()),
        };
        return told - now > TimeSpan.FromMinutes(50);
    }

    private static HashSet<string> Contents(LibraryRun run) => [.. run.Prices(run.Connections[0]).Select(price => price.Frame.Text)];

    private static bool HasDuplicate(LibraryRun run)
    {
        var prices = run.Prices(run.Connections[0]).Select(price => (price.At, price.Frame.Text)).ToList();
        return prices.Zip(prices.Skip(1)).Count(pair => pair.First == pair.Second) > 2;
    }

    /// <summary>Whether two messages came the other way round than without the scenario.</summary>
    private static bool HasSwap(LibraryRun run, LibraryRun control)
    {
        var places = run.Prices(run.Connections[0]).Select((price, index) => (price.Frame.Text, index)).DistinctBy(one => one.Text).ToDictionary(one => one.Text, one => one.index);
        var order = control.Prices(control.Connections[0]).Select(price => price.Frame.Text).Distinct().Where(places.ContainsKey).Select(text => places[text]).ToList();
        return order.Zip(order.Skip(1)).Count(pair => pair.First > pair.Second) > 2;
    }

    private static TimeSpan? Lateness(LibraryRun run, (DateTimeOffset At, JsonElement Json, SeenFrame Frame) price, LibraryRun control)
    {
        foreach (var other in control.Prices(control.Connections[0]))
        {
            if (other.Frame.Payload.AsSpan().SequenceEqual(price.Frame.Payload)) return price.At - other.At;
        }

        return null;
    }

    private static int Refusals(LibraryRun run) => run.Messages().Count(message => message.Json.GetRawText().Contains("invalid access token", StringComparison.OrdinalIgnoreCase));

    private static DateTimeOffset? FirstOf(LibraryRun run, string member, string word)
    {
        foreach (var (at, json, _) in run.Messages())
        {
            if (LibraryClient.Word(json, member) == word) return at;
        }

        return null;
    }

    private static IEnumerable<string> OrdersOf(LibraryRun run, RawSocket socket) => socket.Messages().Select(message => run.Client.OrderStatus(message.Json)!).Where(status => status is not null);

    private static bool IsDoubled(LibraryRun run, string status)
    {
        var fills = run.Orders().Where(order => order.Status == status).Select(order => order.Json.GetRawText()).ToList();
        return fills.Count > 3 && fills.GroupBy(text => text).All(same => same.Count() == 2);
    }

    /// <summary>How long after an order's first word its second came.</summary>
    private static TimeSpan? Apart(LibraryRun run, string first, string second)
    {
        var orders = run.Orders();
        var begins = orders.FirstOrDefault(order => order.Status == first);
        var ends = orders.FirstOrDefault(order => order.Status == second);
        return begins.Status is null || ends.Status is null ? null : ends.At - begins.At;
    }

    /// <summary>The third order opens, is filled by two fifths and cancelled two seconds later; then the socket is gone, and the next one tells nothing of it.</summary>
    private static bool ThirdOrder(LibraryRun run)
    {
        var first = run.Connections[0].Messages().Where(message => run.Client.OrderStatus(message.Json) is not null).ToList();
        var id = Id(first.Last().Json);
        var third = first.Where(message => Id(message.Json) == id).ToList();
        return run.EndsWithoutFrame(1, "fin")
            && third.Select(message => (run.Client.OrderStatus(message.Json), message.Json.GetProperty("data").GetProperty("filled").GetDecimal())).SequenceEqual([("open", 0m), ("partially_filled", 0.04m), ("canceled", 0.04m)])
            && (third[1].At - third[0].At).TotalSeconds is > 1.5 and < 2.5
            && run.Streams(2)
            && !run.Connections[1].Messages().Any(message => run.Client.OrderStatus(message.Json) is not null && Id(message.Json) == id);

        static string Id(JsonElement json) => json.GetProperty("data").GetProperty("id").GetRawText();
    }
}
