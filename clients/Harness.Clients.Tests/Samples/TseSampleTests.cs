using System.Text.Json;
using Harness.Clients.Tests.HedgeTech.Tse;
using Harness.Clients.Tests.Servers;

namespace Harness.Clients.Tests.Samples;

/// <summary>The samples in other languages keep the contract of a client under test. Their waits are real, about a second a loss.</summary>
public sealed class TseSampleTests
{
    private const string Path = "/data-engine/tse-ifb/live/data/websocket/symbol/isin";
    private static readonly string New = TseFrames.Message("new-channel", """{"a":[1]}""");

    [Theory]
    [InlineData("python/ht_tse.py")]
    [InlineData("node/ht-tse.mjs")]
    public async Task Sample_echoes_survives_reconnects_renews_and_ends_when_told(string sample)
    {
        await using var server = await ScriptedServer.StartAsync(
            async connection =>
            {
                await connection.SendAsync(TseFrames.Candle(1), "not json", "[]", """{"channel":"x"}""", New);
                await connection.CloseAsync(1011, "feed interrupted");
            },
            async connection =>
            {
                await connection.SendAsync(TseFrames.Candle(2));
                await connection.CloseAsync(1008, "expired token");
            },
            async connection =>
            {
                await connection.SendAsync(TseFrames.Candle(3));
                await connection.UntilClosedAsync();
            });
        await using var process = SampleProcess.Start(sample, Assignment(server));

        using (var hello = JsonDocument.Parse(await process.LineAsync()))
            hello.RootElement.GetProperty("hello").GetProperty("capabilities").EnumerateArray().Select(item => item.GetString())
                .ShouldBe(["echo", "reconnect", "resubscribe"]);
        ShouldSay(await process.LineAsync(), TseFrames.Candle(1));
        ShouldSay(await process.LineAsync(), New);
        ShouldSay(await process.LineAsync(), TseFrames.Candle(2));
        ShouldSay(await process.LineAsync(), TseFrames.Candle(3));

        var (code, errors) = await process.TerminateAsync();
        code.ShouldBe(0, errors);
        ScriptedConnection[] handshakes = [await server.HandshakeAsync(), await server.HandshakeAsync(), await server.HandshakeAsync()];
        handshakes.Select(handshake => handshake.Authorization).ShouldBe(["token-1", "token-1", "token-2"]);
        foreach (var handshake in handshakes)
            handshake.PathAndQuery.ShouldBe(Path + "?channels=ohlcv-last-1m&channels=a%26b&symbol_isins=A&symbol_isins=%D9%81");
        (await handshakes[2].ClosedAsync()).Code.ShouldBe(1000);
    }

    [Theory]
    [InlineData("python/ht_tse.py")]
    [InlineData("node/ht-tse.mjs")]
    public async Task Sample_gives_up_on_an_unknown_symbol(string sample)
    {
        await using var server = await ScriptedServer.StartAsync(connection => connection.CloseAsync(1008, "unknown symbol: A"));
        await using var process = SampleProcess.Start(sample, Assignment(server));

        var (code, errors) = await process.EndAsync();

        code.ShouldBe(1);
        errors.ShouldContain("unknown symbol: A");
        server.TokensIssued.ShouldBe(1);
    }

    private static void ShouldSay(string line, string message)
    {
        using var said = JsonDocument.Parse(line);
        using var sent = JsonDocument.Parse(message);
        JsonElement.DeepEquals(said.RootElement, sent.RootElement).ShouldBeTrue($"said {line}, sent {message}");
    }

    private static Dictionary<string, string> Assignment(ScriptedServer server) => new()
    {
        ["HARNESS_WS"] = server.WebSocketBase.ToString().TrimEnd('/'),
        ["HARNESS_HTTP"] = server.HttpBase.ToString().TrimEnd('/'),
        ["HARNESS_URL"] = $"{server.WebSocketBase.ToString().TrimEnd('/')}{Path}?channels=x",
        ["HARNESS_USERNAME"] = "demo",
        ["HARNESS_PASSWORD"] = "demo",
        ["HARNESS_SYMBOLS"] = "A,ف",
        ["HARNESS_CHANNELS"] = "ohlcv-last-1m,a&b",
    };
}
