using System.Text.Json;
using Harness.Mocks.Tests.Playing;
using Harness.Mocks.Tests.Protocols.HedgeTech;

namespace Harness.Mocks.Tests.WrongInput;

/// <summary>Requests to nowhere: they are told where somebody listens, and stand in the journal of the protocol they were meant for.</summary>
public sealed class WrongPathTests
{
    [Theory]
    [InlineData("/api/tokens?api_key=demo-key", "airalgo", "")]
    [InlineData("/api/v1/token?api_key=demo-key", "airalgo", "")]
    [InlineData("/auth/user/token/issu", "ht-tse", "")]
    [InlineData("/auth/login", "ht-tse", "")]
    [InlineData("/token", "airalgo", "airalgo")]
    public async Task Token_request_to_nowhere_is_journaled_where_it_was_meant_for(string target, string protocol, string played)
    {
        await using var mock = await PlayedMock.StartAsync(options => played.Length == 0 ? options : options with { Protocols = [played] });

        var (status, body) = await mock.GetAsync(target);
        var frames = await FramesAsync(mock);

        status.ShouldBe(404);
        body.ShouldContain(target.Split('?')[0]);
        var (session, exchange) = frames.ShouldHaveSingleItem();
        session.ShouldBe(protocol);
        exchange.ShouldContain(target.Split('?')[0]);
        exchange.ShouldContain("\"status\":404");
    }

    [Theory]
    [InlineData("/favicon.ico")]
    [InlineData("/")]
    public async Task Request_that_means_nobody_is_no_part_of_a_session(string target)
    {
        await using var mock = await PlayedMock.StartAsync();

        (await mock.GetAsync(target)).Status.ShouldBe(404);

        (await FramesAsync(mock)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Refusals_are_written_as_people_write()
    {
        await using var mock = await PlayedMock.StartAsync(options => options with { Stances = new Dictionary<string, string> { ["ht.rejection"] = "http-403" } });

        var (_, order) = await mock.PostAsync("/__admin/orders/it's/fill", "{}");
        var (_, result) = await Peer.TryConnectAsync(mock.Server, TseAddress.Name(["aggregate"], ["it's فولاد"]), ("Authorization", await mock.LogInAsync()));

        order.ShouldContain("'it's'");
        System.Text.Encoding.UTF8.GetString(result.Response!.Body.Span).ShouldBe("{\"detail\":\"unknown symbol: it's فولاد\"}");
    }

    /// <summary>Every frame of every session: the protocol, and the lines of its exchange as text.</summary>
    private static async Task<IReadOnlyList<(string Protocol, string Exchange)>> FramesAsync(PlayedMock mock)
    {
        var found = new List<(string, string)>();
        foreach (var session in (await mock.GetJsonAsync("/__admin/sessions")).GetProperty("sessions").EnumerateArray())
        {
            var (_, lines) = await mock.GetAsync($"/__admin/sessions/{session.GetProperty("id").GetString()}/transcript");
            var header = JsonDocument.Parse(lines.Split('\n')[0]).RootElement;
            found.Add((header.GetProperty("protocol").GetString()!, lines));
        }

        return found;
    }
}
