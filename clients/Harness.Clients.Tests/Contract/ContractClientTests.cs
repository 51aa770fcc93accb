using Harness.Clients.Contract;
using Harness.Clients.Tests.HedgeTech.Tse;
using Harness.Clients.Tests.Servers;
using Harness.Clients.Tests.Time;

namespace Harness.Clients.Tests.Contract;

public sealed class ContractClientTests
{
    [Theory]
    [InlineData("/data-engine/tse-ifb/live/data/websocket/symbol/isin", "symbol_isins")]
    [InlineData("/data-engine/tse-ifb/live/data/websocket/symbol/name", "symbol_names")]
    public async Task Tse_client_says_hello_subscribes_and_echoes_until_it_is_ended(string path, string parameter)
    {
        string candle = TseFrames.Candle(7);
        await using var server = await ScriptedServer.StartAsync(async connection =>
        {
            await connection.SendAsync(candle);
            await connection.UntilClosedAsync();
        });
        using var stop = new CancellationTokenSource();
        var output = new LineOutput();

        var run = ContractClient.RunAsync("ht-tse", Assignment(server, path), output, TextWriter.Null, cancellationToken: stop.Token);

        (await output.LineAsync()).ShouldBe("""{"hello":{"name":"harness ht-tse client","capabilities":["echo","reconnect","resubscribe"]}}""");
        (await output.LineAsync()).ShouldBe(candle);
        var handshake = await server.HandshakeAsync();
        handshake.PathAndQuery.ShouldBe($"{path}?channels=aggregate&channels=best-limit&{parameter}=A&{parameter}=B");
        await stop.CancelAsync();
        (await run.Within("the client to end")).ShouldBe(0);
        (await handshake.ClosedAsync()).Code.ShouldBe(1000);
    }

    [Fact]
    public async Task Client_that_is_rejected_for_good_ends_with_1_and_the_reason()
    {
        await using var server = await ScriptedServer.StartAsync(connection => connection.CloseAsync(1008, "unknown symbol: A"));
        var errors = new LineOutput();

        int exit = await ContractClient.RunAsync("ht-tse", Assignment(server, ""), TextWriter.Null, errors).Within("the client to end");

        exit.ShouldBe(1);
        (await errors.LineAsync()).ShouldContain("unknown symbol: A");
    }

    [Theory]
    [InlineData("ht-tse", "HARNESS_HTTP", "HARNESS_HTTP must be a http or https address, but was ''.")]
    [InlineData("ht-tse", "HARNESS_SYMBOLS", "At least one symbol is needed")]
    [InlineData("morse", "", "There is no client for 'morse'. Known: ht-tse")]
    public async Task Task_that_cannot_be_understood_ends_with_2_and_says_why(string protocol, string missing, string problem)
    {
        await using var server = await ScriptedServer.StartAsync();
        var task = Assignment(server, "");
        task.Remove(missing);
        var errors = new LineOutput();

        int exit = await ContractClient.RunAsync(protocol, task, TextWriter.Null, errors).Within("the client to end");

        exit.ShouldBe(2);
        (await errors.LineAsync()).ShouldContain(problem);
    }

    private static Dictionary<string, string> Assignment(ScriptedServer server, string path) => new()
    {
        ["HARNESS_WS"] = server.WebSocketBase.ToString().TrimEnd('/'),
        ["HARNESS_HTTP"] = server.HttpBase.ToString().TrimEnd('/'),
        ["HARNESS_PATH"] = path,
        ["HARNESS_USERNAME"] = "demo",
        ["HARNESS_PASSWORD"] = "demo",
        ["HARNESS_SYMBOLS"] = "A,B",
        ["HARNESS_CHANNELS"] = "aggregate,best-limit",
    };
}
