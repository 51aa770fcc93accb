using Harness.Cli.Tests.Processes;

namespace Harness.Cli.Tests.ForeignClients;

/// <summary>Phoenix's own client, which nobody here wrote, against the built program: the old one as it is, the new one told to speak plain JSON.</summary>
public sealed class PhoenixClientTests
{
    [Theory]
    [InlineData("phoenix-1.2")]
    [InlineData("phoenix")]
    public async Task Client_joins_subscribes_trades_and_is_kept_by_its_own_heartbeats(string package)
    {
        var node = Interpreters.Node();
        Assert.SkipUnless(Interpreters.HasNodePackage(package), $"no package {package} here (cd clients/samples/node && npm install)");
        await using var harness = await HarnessProcess.ServeAsync(new Dictionary<string, string>(), "--protocol", "airalgo", "--stance", "airalgo.heartbeat=2s");
        var script = Path.Combine(AppContext.BaseDirectory, "ForeignClients", "phoenix.cjs");
        var http = harness.Http.GetLeftPart(UriPartial.Authority);
        var variables = new Dictionary<string, string> { ["NODE_PATH"] = Interpreters.NodeModules };
        await using var client = ChildProcess.Start(node, [script, package, http, http.Replace("http", "ws", StringComparison.Ordinal)], variables);

        foreach (var expected in (string[])["joined", "first 22,2885", "order Pending RELIANCE 20", "order Executed RELIANCE 20", "left"])
        {
            (await client.LineAsync(_ => true, expected)).ShouldBe(expected);
        }
    }
}
