using System.Text.Json;
using System.Threading.Channels;
using Harness.Clients.Contract;
using Harness.Clients.Tests.Odin;
using Harness.Clients.Tests.Servers;
using Harness.Clients.Tests.Time;

namespace Harness.Clients.Tests.Samples;

/// <summary>The samples and the client of this library keep the contract of a client under test. Their waits are real.</summary>
public sealed class OdinSampleTests
{
    [Theory]
    [InlineData("python/odin.py")]
    [InlineData("node/odin.mjs")]
    [InlineData("go/odin")]
    [InlineData(null)]
    public async Task Client_subscribes_echoes_comes_back_with_its_id_and_ends_when_told(string? sample)
    {
        var requests = Channel.CreateUnbounded<string>();
        await using var server = await ScriptedServer.StartAsync(
            async connection =>
            {
                await ServeAsync(connection);
                await connection.SendAsync("not json", "[]", """{"type":"news"}""", OdinFrames.NoStocks);
                await connection.CloseAsync(1011, "");
            },
            async connection =>
            {
                await ServeAsync(connection);
                await connection.UntilClosedAsync();
            });
        using var stop = new CancellationTokenSource();
        var output = new LineOutput();
        await using var process = sample is null ? null : SampleProcess.Start(sample, Assignment(server));
        var run = sample is null
            ? ContractClient.RunAsync("odin", Assignment(server), output, TextWriter.Null, cancellationToken: stop.Token)
            : Task.FromResult(0);

        (await NextAsync()).ShouldContain("\"echo\"");
        ShouldSay(await NextAsync(), OdinFrames.MarketData);
        string line = await NextAsync();
        ShouldSay(line.Contains("news", StringComparison.Ordinal) ? await NextAsync() : line, OdinFrames.MarketData);

        await stop.CancelAsync();
        (process is null ? await run.Within("the client to end") : (await process.TerminateAsync()).Code).ShouldBe(0);
        for (int i = 0; i < 2; i++)
        {
            // Go writes a space of a query as a plus sign.
            (await server.HandshakeAsync()).PathAndQuery.Replace('+', ' ').Replace("%20", " ", StringComparison.Ordinal).ShouldBe("/enhanced-stream?client_id=desk 7");
            (await requests.Reader.ReadAsync().Within("a request")).ShouldBe("""{"action":"subscribe","stocks":["SBIN","2885"]}""");
        }
        requests.Reader.Count.ShouldBe(0);

        Task<string> NextAsync() => process?.LineAsync() ?? output.LineAsync();

        async Task ServeAsync(ScriptedConnection connection)
        {
            await connection.SendAsync(OdinFrames.Welcome);
            // Python writes a space after each colon and comma, Go a line's end after the message.
            requests.Writer.TryWrite((await connection.ReceiveAsync() ?? "").Replace(" ", "", StringComparison.Ordinal).TrimEnd());
            await connection.SendAsync(OdinFrames.Subscribed("\"SBIN\",\"RELIANCE (NSE)\""), OdinFrames.MarketData);
        }
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
        ["HARNESS_URL"] = $"{server.WebSocketBase.ToString().TrimEnd('/')}/enhanced-stream?client_id=x",
        ["HARNESS_CLIENT_ID"] = "desk 7",
        ["HARNESS_SYMBOLS"] = "SBIN,2885",
    };
}
