using System.Text.Json;
using System.Threading.Channels;
using Harness.Clients.Contract;
using Harness.Clients.Tests.Servers;
using Harness.Clients.Tests.Time;
using Harness.Clients.Tests.Virtuoso;

namespace Harness.Clients.Tests.Samples;

/// <summary>The samples and the client of this library keep the contract of a client under test. Their waits are real.</summary>
public sealed class VirtuosoSampleTests
{
    [Theory]
    [InlineData("python/virtuoso.py")]
    [InlineData("node/virtuoso.mjs")]
    public async Task Sample_authenticates_echoes_pongs_resubscribes_and_ends_when_told(string sample)
    {
        var requests = Channel.CreateUnbounded<string>();
        await using var server = await StartServerAsync(requests.Writer);
        await using var process = SampleProcess.Start(sample, Assignment(server));

        (await process.LineAsync()).ShouldContain("\"echo\"");
        ShouldSay(await process.LineAsync(), VirtuosoFrames.Ticker);
        ShouldSay(await process.LineAsync(), VirtuosoFrames.Order);

        var (code, errors) = await process.TerminateAsync();
        code.ShouldBe(0, errors);
        await ShouldHaveAskedAsync(requests.Reader);
    }

    [Fact]
    public async Task Client_of_this_library_does_the_same()
    {
        var requests = Channel.CreateUnbounded<string>();
        await using var server = await StartServerAsync(requests.Writer);
        using var stop = new CancellationTokenSource();
        var output = new LineOutput();
        var run = ContractClient.RunAsync("virtuoso", Assignment(server), output, TextWriter.Null, cancellationToken: stop.Token);

        (await output.LineAsync()).ShouldContain("\"echo\"");
        (await output.LineAsync()).ShouldBe(VirtuosoFrames.Ticker);
        (await output.LineAsync()).ShouldBe(VirtuosoFrames.Order);

        await stop.CancelAsync();
        (await run.Within("the client to end")).ShouldBe(0);
        await ShouldHaveAskedAsync(requests.Reader);
    }

    /// <summary>Serves a ticker and a ping, closes after the pong, and serves an order to who comes back.</summary>
    private static async Task<ScriptedServer> StartServerAsync(ChannelWriter<string> requests)
    {
        return await ScriptedServer.StartAsync(
            async connection =>
            {
                await ServeAsync(connection, VirtuosoFrames.Ticker, "not json", "[1]", """{"event":"news"}""", VirtuosoFrames.Ping);
                await KeepAsync(connection);
                await connection.CloseAsync(1011, "");
            },
            async connection =>
            {
                await ServeAsync(connection, VirtuosoFrames.Order);
                await connection.UntilClosedAsync();
            });

        async Task ServeAsync(ScriptedConnection connection, params string[] messages)
        {
            await KeepAsync(connection);
            await connection.SendAsync(VirtuosoFrames.Authenticated);
            await connection.SendAsync(VirtuosoFrames.Acknowledge(await KeepAsync(connection)));
            await connection.SendAsync(messages);
        }

        async Task<string> KeepAsync(ScriptedConnection connection)
        {
            // Python writes a space after each colon.
            string request = (await connection.ReceiveAsync() ?? "").Replace(": ", ":", StringComparison.Ordinal);
            requests.TryWrite(request);
            return request;
        }
    }

    private static async Task ShouldHaveAskedAsync(ChannelReader<string> requests)
    {
        List<string?> actions = [];
        List<string> subscriptions = [];
        while (actions.Count < 5)
        {
            using var request = JsonDocument.Parse(await requests.ReadAsync().Within("a request"));
            actions.Add(request.RootElement.GetProperty("action").GetString());
            if (actions[^1] == "subscribe")
                subscriptions.Add(JsonSerializer.Serialize(request.RootElement));
            else
                request.RootElement.GetProperty("timestamp").ValueKind.ShouldBe(JsonValueKind.Number);
        }
        actions.ShouldBe(["authenticate", "subscribe", "pong", "authenticate", "subscribe"]);
        subscriptions.ShouldAllBe(subscription => subscription ==
            """{"action":"subscribe","channels":["market_data","orders"],"params":{"exchange":"binance","symbols":["BTCUSDT"]}}""");
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
        ["HARNESS_URL"] = $"{server.WebSocketBase.ToString().TrimEnd('/')}/ws",
        ["HARNESS_API_KEY"] = "demo-key",
        ["HARNESS_API_SECRET"] = "demo-secret",
        ["HARNESS_EXCHANGE"] = "binance",
        ["HARNESS_SYMBOLS"] = "BTCUSDT",
        ["HARNESS_CHANNELS"] = "market_data,orders",
    };
}
