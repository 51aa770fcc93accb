using System.Text;
using System.Text.Json;
using Harness.Fixtures.Scenarios;
using Harness.Mocks.Tests.Playing;
using Harness.Mocks.Tests.Protocols.HedgeTech;
using Harness.Mocks.Tests.Protocols.Virtuoso;

namespace Harness.Mocks.Tests.Scripting;

/// <summary>Scenarios over real connections: what the engine decides reaches the wire.</summary>
public sealed class ScenariosOnSocketsTests
{
    [Fact]
    public async Task First_connection_is_closed_after_a_while_and_the_second_streams_on()
    {
        await using var mock = await StartAsync("""
            version: 1
            name: expiry
            protocol: ht-tse
            rules:
              - on: open
                connection: 1
                do:
                  - after: 3s
                  - close: { code: 1008, reason: expired token }
            """);
        var token = await mock.LogInAsync();
        await using var first = await Peer.ConnectAsync(mock.Server, TseAddress.Good, ("Authorization", token));
        await AdvanceAsync(mock, 4);
        var closed = await first.ClosedAsync();
        await using var second = await Peer.ConnectAsync(mock.Server, TseAddress.Good, ("Authorization", token));
        await AdvanceAsync(mock, 6);

        closed.Received!.Value.Code.ShouldBe(1008);
        closed.Reason.ShouldBe("expired token");
        second.Drain().Count.ShouldBeGreaterThan(5);
    }

    [Fact]
    public async Task Handshake_is_rejected_with_the_status_that_was_scripted()
    {
        await using var mock = await StartAsync("""
            version: 1
            name: busy
            protocol: ht-tse
            rules:
              - on: http
                connection: 1
                times: 1
                do: [ { reject: { status: 503 } } ]
            """);
        var token = await mock.LogInAsync();

        var (refused, result) = await Peer.TryConnectAsync(mock.Server, TseAddress.Good, ("Authorization", token));
        var (peer, _) = await Peer.TryConnectAsync(mock.Server, TseAddress.Good, ("Authorization", token));

        refused.ShouldBeNull();
        result.Response!.Status.ShouldBe(503);
        await using (peer.ShouldNotBeNull()) (await peer.NextAsync()).ShouldContain("best-limit");
    }

    [Fact]
    public async Task Sent_message_is_changed_on_its_way()
    {
        await using var mock = await StartAsync("""
            version: 1
            name: wrong channel
            protocol: ht-tse
            rules:
              - on: sent
                where: { channel: best-limit }
                do: [ { replace: { /channel: worst-limit } } ]
            """);
        var token = await mock.LogInAsync();

        await using var peer = await Peer.ConnectAsync(mock.Server, TseAddress.Good, ("Authorization", token));

        (await peer.NextJsonAsync()).GetProperty("channel").GetString().ShouldBe("worst-limit");
    }

    [Fact]
    public async Task Undocumented_server_is_played_from_a_file_alone()
    {
        await using var mock = await StartAsync("""
            version: 1
            name: echo
            protocol: none
            rules:
              - on: open
                path: /chat
                do: [ { send: { hello: you } } ]
              - on: message
                path: /chat
                where: { say: { exists: true } }
                do: [ { send: { said: "{{message.say}}" } } ]
            """);

        await using var peer = await Peer.ConnectAsync(mock.Server, "/chat");
        var greeting = await peer.NextAsync();
        peer.Send("""{"say":"hi"}""");

        greeting.ShouldBe("""{"hello":"you"}""");
        (await peer.NextAsync()).ShouldBe("""{"said":"hi"}""");
    }

    [Fact]
    public async Task Third_order_is_acknowledged_filled_in_part_canceled_and_then_the_socket_is_cut()
    {
        await using var mock = await StartAsync("""
            version: 1
            name: partial fill, then silence
            protocol: virtuoso
            rules:
              - on: order
                every: 3
                do:
                  - acknowledge:
                  - after: 2s
                  - partial-fill: { quantity: 40% }
                  - cancel-order:
                  - cut:
            """);
        await using var peer = await mock.AuthenticateAsync();
        peer.Send(VirtuosoPeer.Subscribe(["orders"], ["BTCUSDT"]));
        await peer.NextAsync("subscribed");

        for (var i = 0; i < 3; i++)
        {
            (await mock.PostAsync("/__admin/orders", """{"protocol":"virtuoso","instrument":"BTCUSDT","side":"buy","amount":0.1,"price":30000}""")).Status.ShouldBe(201);
        }

        await AdvanceAsync(mock, 3);
        var closed = await peer.ClosedAsync();
        var statuses = peer.Drain().Select(text => JsonDocument.Parse(text).RootElement.GetProperty("data"))
            .Select(data => (data.GetProperty("status").GetString(), data.GetProperty("filled").GetDecimal()));

        closed.Received.ShouldBeNull();
        statuses.ShouldBe([("open", 0m), ("open", 0m), ("open", 0m), ("partially_filled", 0.04m), ("canceled", 0.04m)]);
    }

    [Fact]
    public async Task Message_that_no_rule_took_stands_in_the_journal_with_the_closest_rule_and_once_in_the_log()
    {
        await using var mock = await StartAsync("""
            version: 1
            name: picky
            protocol: virtuoso
            rules:
              - on: message
                where: { action: subscribe, params: { exchange: kraken } }
                do: [ { send: { event: never } } ]
            """);
        await using var peer = await mock.AuthenticateAsync();
        for (var i = 0; i < 2; i++)
        {
            peer.Send(VirtuosoPeer.Subscribe(["trades"], ["BTCUSDT"]));
            await peer.NextAsync("subscribed");
        }

        var messages = (await mock.GetJsonAsync("/__admin/messages?from=client&kind=text")).GetProperty("messages").EnumerateArray().ToList();
        var miss = messages[^1].GetProperty("near_miss");
        miss.GetProperty("path").GetString().ShouldBe("/params/exchange");
        miss.GetProperty("expected").GetString().ShouldBe("\"kraken\"");
        miss.GetProperty("actual").GetString().ShouldBe("\"binance\"");
        miss.GetProperty("rule").GetInt32().ShouldBe(1);
        miss.GetProperty("line").GetInt32().ShouldBe(5);
        mock.Notices.Select(entry => entry.Text).Where(text => text.Contains("/exchange ", StringComparison.Ordinal))
            .ShouldBe(["no rule took a message: closest is rule 1 of 'picky' (test.yaml:5): where /params/exchange expected \"kraken\", but was \"binance\""]);
    }

    [Fact]
    public async Task Near_miss_shows_no_secret_in_the_log_or_the_journal()
    {
        await using var mock = await StartAsync("""
            version: 1
            name: curious
            protocol: virtuoso
            rules:
              - on: message
                where: { signature: { matches: "^never$" } }
                do: [ { send: { event: never } } ]
            """);
        await using var peer = await mock.AuthenticateAsync();

        var message = (await mock.GetJsonAsync("/__admin/messages?from=client&kind=text")).GetProperty("messages")[0];
        var actual = message.GetProperty("near_miss").GetProperty("actual").GetString()!;
        actual.ShouldStartWith("\"redacted:");
        mock.Notices.ShouldContain(entry => entry.Text.EndsWith($"but was {actual}", StringComparison.Ordinal));
    }

    private static Task<PlayedMock> StartAsync(string yaml)
    {
        var scenario = ScenarioReader.Read("test.yaml", Encoding.UTF8.GetBytes(yaml));
        return PlayedMock.StartAsync(options => options with { Scenarios = [scenario] });
    }

    private static Task AdvanceAsync(PlayedMock mock, double seconds) =>
        mock.Clock.AdvanceQuietlyAsync(TimeSpan.FromSeconds(seconds), TestContext.Current.CancellationToken);
}
