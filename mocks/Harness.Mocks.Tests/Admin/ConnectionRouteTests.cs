using System.Text.Json;
using Harness.Mocks.Tests.Playing;
using Harness.Mocks.Tests.Protocols.HedgeTech;
using Harness.Mocks.Tests.Protocols.Odin;

namespace Harness.Mocks.Tests.Admin;

/// <summary>One message for many.</summary>
public sealed class ConnectionRouteTests
{
    [Theory]
    [InlineData("""{"protocol":"odin"}""", "c2", "c3")]
    [InlineData("""{"symbols":["SBIN"]}""", "c2")]
    [InlineData("""{"client_id":{"matches":"^b"}}""", "c3")]
    [InlineData("""{"account":"demo","messages_out":{"gte":1}}""", "c1")]
    [InlineData("""{"protocol":"virtuoso"}""")]
    [InlineData("{}", "c1", "c2", "c3")]
    public async Task Message_goes_to_every_connection_that_fits(string where, params string[] expected)
    {
        await using var mock = await PlayedMock.StartAsync(options => options with { Rate = 0 });
        await using var tse = await Peer.ConnectAsync(mock.Server, TseAddress.Good, ("Authorization", await mock.LogInAsync()));
        await using var a = await OdinPeer.ConnectAsync(mock, "a");
        await a.AskAsync("subscribe", "SBIN");
        await using var b = await OdinPeer.ConnectAsync(mock, "b");
        await tse.NextAsync();

        var answer = await mock.OrderAsync("/__admin/connections/send", $$$"""{"where":{{{where}}},"json":{"type":"hello"}}""");

        answer.GetProperty("sent").GetInt32().ShouldBe(expected.Length);
        answer.GetProperty("connections").EnumerateArray().Select(id => id.GetString()).ShouldBe(expected);
        if (expected.Contains("c1")) (await tse.NextAsync()).ShouldBe("""{"type":"hello"}""");
        else tse.Drain().ShouldBeEmpty();
    }

    [Fact]
    public async Task Connection_that_is_closing_is_named_and_not_counted()
    {
        await using var mock = await OdinPeer.StartAsync();
        await using var silent = await SilentPeer.ConnectAsync(mock, OdinPeer.Path);
        await mock.OrderAsync("/__admin/connections/c1/close");

        var answer = await mock.OrderAsync("/__admin/connections/send", """{"text":"late"}""");

        answer.GetProperty("sent").GetInt32().ShouldBe(0);
        answer.GetProperty("closing").EnumerateArray().Select(id => id.GetString()).ShouldBe(["c1"]);
        (await mock.PostAsync("/__admin/connections/c1/send", """{"text":"late"}""")).Status.ShouldBe(409);
    }
}
