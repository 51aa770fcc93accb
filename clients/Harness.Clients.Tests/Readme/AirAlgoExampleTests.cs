using Harness.Clients.Tests.AirAlgo;
using Harness.Clients.Tests.Servers;
using Harness.Clients.Tests.Time;

namespace Harness.Clients.Tests.Readme;

public sealed class AirAlgoExampleTests
{
    [Fact]
    public void Readme_shows_the_code_that_is_run() =>
        Snippet.OfReadme(nameof(AirAlgoExample)).ShouldBe(Snippet.OfSource(nameof(AirAlgoExample)));

    [Fact]
    public async Task Example_prints_what_becomes_of_the_order()
    {
        await using var fixture = await AirAlgoClientFixture.StartAsync(async connection =>
        {
            await connection.JoinAsync();
            await connection.NextAsync();
            await connection.SendAsync(AirAlgoFrames.Order("Pending"), AirAlgoFrames.Order("Executed"));
            await connection.UntilClosedAsync();
        });
        var output = new LineOutput();

        await AirAlgoExample.RunAsync(await fixture.ConnectedAsync(), output, CancellationToken.None).Within("the example to end");

        (await output.LineAsync()).ShouldBe("order 1300000000111170: Pending");
        (await output.LineAsync()).ShouldBe("order 1300000000111170: Executed at 120275.0");
    }
}
