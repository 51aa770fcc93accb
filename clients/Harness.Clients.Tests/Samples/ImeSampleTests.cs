using System.Text.Json;
using Harness.Clients.Contract;
using Harness.Clients.Tests.HedgeTech.Ime;
using Harness.Clients.Tests.Servers;
using Harness.Clients.Tests.Time;

namespace Harness.Clients.Tests.Samples;

/// <summary>The samples and the client of this library keep the contract of a client under test.</summary>
public sealed class ImeSampleTests
{
    private const string Root = "/data-engine/ime/live/data/websocket/contract/";

    [Theory]
    [InlineData("python/ht_ime.py", "id")]
    [InlineData("node/ht-ime.mjs", "id")]
    [InlineData("python/ht_ime.py", "name")]
    [InlineData("node/ht-ime.mjs", "name")]
    public async Task Sample_subscribes_echoes_and_ends_when_told(string sample, string endpoint)
    {
        string message = endpoint == "id" ? ImeFrames.ById() : ImeFrames.ByName();
        await using var server = await StartServerAsync(message);
        await using var process = SampleProcess.Start(sample, Assignment(server, endpoint));

        (await process.LineAsync()).ShouldContain("\"echo\"");
        using (var said = JsonDocument.Parse(await process.LineAsync()))
        using (var sent = JsonDocument.Parse(message))
            JsonElement.DeepEquals(said.RootElement, sent.RootElement).ShouldBeTrue();

        var (code, errors) = await process.TerminateAsync();
        code.ShouldBe(0, errors);
        await ShouldHaveSubscribedAsync(server, endpoint);
    }

    [Theory]
    [InlineData("id")]
    [InlineData("name")]
    public async Task Client_of_this_library_does_the_same(string endpoint)
    {
        string message = endpoint == "id" ? ImeFrames.ById() : ImeFrames.ByName();
        await using var server = await StartServerAsync(message);
        using var stop = new CancellationTokenSource();
        var output = new LineOutput();
        var run = ContractClient.RunAsync("ht-ime", Assignment(server, endpoint), output, TextWriter.Null, cancellationToken: stop.Token);

        (await output.LineAsync()).ShouldContain("\"echo\"");
        (await output.LineAsync()).ShouldBe(message);

        await stop.CancelAsync();
        (await run.Within("the client to end")).ShouldBe(0);
        await ShouldHaveSubscribedAsync(server, endpoint);
    }

    private static Task<ScriptedServer> StartServerAsync(string message) => ScriptedServer.StartAsync(async connection =>
    {
        await connection.SendAsync(message);
        await connection.UntilClosedAsync();
    });

    private static async Task ShouldHaveSubscribedAsync(ScriptedServer server, string endpoint)
    {
        var handshake = await server.HandshakeAsync();
        handshake.Authorization.ShouldBe("token-1");
        handshake.PathAndQuery.ShouldBe($"{Root}{endpoint}?contract_{endpoint}=1001&contract_{endpoint}=1002");
    }

    private static Dictionary<string, string> Assignment(ScriptedServer server, string endpoint) => new()
    {
        ["HARNESS_WS"] = server.WebSocketBase.ToString().TrimEnd('/'),
        ["HARNESS_HTTP"] = server.HttpBase.ToString().TrimEnd('/'),
        ["HARNESS_URL"] = $"{server.WebSocketBase.ToString().TrimEnd('/')}{Root}{endpoint}?x=y",
        ["HARNESS_USERNAME"] = "demo",
        ["HARNESS_PASSWORD"] = "demo",
        ["HARNESS_SYMBOLS"] = "1001,1002",
    };
}
