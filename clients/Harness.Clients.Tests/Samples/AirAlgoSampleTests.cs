using System.Text.Json;
using Harness.Clients.Contract;
using Harness.Clients.Tests.AirAlgo;
using Harness.Clients.Tests.Servers;
using Harness.Clients.Tests.Time;
using Microsoft.AspNetCore.Http;

namespace Harness.Clients.Tests.Samples;

/// <summary>The samples and the client of this library keep the contract of a client under test. Their waits are real.</summary>
public sealed class AirAlgoSampleTests
{
    private const string Order =
        """{"token_number":"2885","market_limit_sl":"market","price":0,"order_type":"B","trigger_price":0,"validity":"Day","quantity":20,"ltp":0}""";

    [Theory]
    [InlineData("python/airalgo.py")]
    [InlineData("node/airalgo.mjs")]
    [InlineData(null)]
    public async Task Client_joins_echoes_orders_once_renews_its_token_and_ends_when_told(string? sample)
    {
        int tokens = 0;
        List<string> said = [];
        await using var server = await ScriptedServer.StartAsync(
            async connection =>
            {
                await KeepAsync(connection, joined: true);
                await KeepAsync(connection);
                await connection.SendAsync(AirAlgoFrames.Prices, "not json", "[]");
                await KeepAsync(connection);
                await connection.SendAsync(AirAlgoFrames.Order("Rejected"));
                await connection.CloseAsync(1011, "");
            },
            async connection =>
            {
                var (_, _, reference) = await connection.NextAsync();
                await connection.SendAsync(AirAlgoFrames.Refused(reference, AirAlgoFrames.ExpiredToken));
                await connection.UntilClosedAsync();
            },
            async connection =>
            {
                await KeepAsync(connection, joined: true);
                await KeepAsync(connection);
                await connection.SendAsync(AirAlgoFrames.Prices);
                await connection.UntilClosedAsync();
            });
        server.OnHttp = context => context.Response.WriteAsync($$"""{"status":"ok","access_token":"access-{{Interlocked.Increment(ref tokens)}}"}""");
        using var stop = new CancellationTokenSource();
        var output = new LineOutput();
        await using var process = sample is null ? null : SampleProcess.Start(sample, Assignment(server));
        var run = sample is null
            ? ContractClient.RunAsync("airalgo", Assignment(server), output, TextWriter.Null, cancellationToken: stop.Token)
            : Task.FromResult(0);

        (await NextAsync()).ShouldContain("\"orders\"");
        (await NextAsync()).ShouldContain("220800");
        (await NextAsync()).ShouldContain("Rejected");
        (await NextAsync()).ShouldContain("220800");

        await stop.CancelAsync();
        (process is null ? await run.Within("the client to end") : (await process.TerminateAsync()).Code).ShouldBe(0);
        said.ShouldBe(
        [
            """phx_join {"access_token":"access-1"}""",
            """subscribe {"list":["22","2442"]}""",
            "order " + Order,
            """phx_join {"access_token":"access-2"}""",
            """subscribe {"list":["22","2442"]}""",
        ]);

        Task<string> NextAsync() => process?.LineAsync() ?? output.LineAsync();

        async Task KeepAsync(ScriptedConnection connection, bool joined = false)
        {
            var (name, payload, reference) = await connection.NextAsync();
            using var json = JsonDocument.Parse(payload);
            said.Add($"{name} {JsonSerializer.Serialize(json)}");
            if (joined)
                await connection.SendAsync(AirAlgoFrames.Joined(reference));
        }
    }

    private static Dictionary<string, string> Assignment(ScriptedServer server) => new()
    {
        ["HARNESS_WS"] = server.WebSocketBase.ToString().TrimEnd('/'),
        ["HARNESS_HTTP"] = server.HttpBase.ToString().TrimEnd('/'),
        ["HARNESS_URL"] = $"{server.WebSocketBase.ToString().TrimEnd('/')}/socket/websocket",
        ["HARNESS_API_KEY"] = "k3y",
        ["HARNESS_SYMBOLS"] = "22,2442",
        ["HARNESS_ORDERS"] = $"[{Order}]",
    };
}
