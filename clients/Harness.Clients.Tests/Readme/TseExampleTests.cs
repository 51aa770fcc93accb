using Harness.Clients.Tests.HedgeTech.Tse;
using Harness.Clients.Tests.Servers;
using Harness.Clients.Tests.Time;

namespace Harness.Clients.Tests.Readme;

public sealed class TseExampleTests
{
    [Fact]
    public void Readme_shows_the_code_that_is_run() =>
        Snippet.OfReadme(nameof(TseExample)).ShouldBe(Snippet.OfSource(nameof(TseExample)));

    [Fact]
    public async Task Example_prints_what_the_server_sends()
    {
        await using var server = await ScriptedServer.StartAsync(async connection =>
        {
            await connection.SendAsync(TseFrames.Message("best-limit", TseFrames.BestLimit), TseFrames.Candle(7));
            await connection.UntilClosedAsync();
        });
        using var stop = new CancellationTokenSource();
        var output = new LineOutput();

        var example = TseExample.RunAsync(server.HttpBase, server.WebSocketBase, output, stop.Token);

        (await output.LineAsync()).ShouldBe("2025-11-14T12:00:00.000000 IRO1XYZ1234: bid 10000, ask 10050");
        (await output.LineAsync()).ShouldBe("2025-11-14T12:00:00.000000 IRO1XYZ1234: last 10050.0, volume 7");
        await stop.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => example.Within("the example to end"));
    }
}
