using Harness.Clients.Tests.Servers;
using Harness.Clients.Tests.Time;
using Harness.Clients.Tests.Virtuoso;

namespace Harness.Clients.Tests.Readme;

public sealed class VirtuosoExampleTests
{
    [Fact]
    public void Readme_shows_the_code_that_is_run() =>
        Snippet.OfReadme(nameof(VirtuosoExample)).ShouldBe(Snippet.OfSource(nameof(VirtuosoExample)));

    [Fact]
    public async Task Example_prints_what_the_server_sends()
    {
        await using var server = await ScriptedServer.StartAsync(async connection =>
        {
            await VirtuosoClientFixture.AuthenticateAsync(connection);
            await connection.SendAsync(VirtuosoFrames.Acknowledge((await connection.ReceiveAsync())!));
            await connection.SendAsync(VirtuosoFrames.Ticker, VirtuosoFrames.Order);
            await connection.UntilClosedAsync();
        });
        using var stop = new CancellationTokenSource();
        var output = new LineOutput();

        var example = VirtuosoExample.RunAsync(new Uri(server.WebSocketBase, "/ws"), output, stop.Token);

        (await output.LineAsync()).ShouldBe("15:06:29.123 BTCUSDT: bid 42650.0, ask 42651.0");
        (await output.LineAsync()).ShouldBe("15:06:29.123 BTCUSDT: order 123456789 partially_filled, 0.05 to go");
        await stop.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => example.Within("the example to end"));
    }
}
