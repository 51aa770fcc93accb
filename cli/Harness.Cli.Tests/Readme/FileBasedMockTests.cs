using System.Net.WebSockets;
using System.Text;
using Harness.Cli.Tests.Processes;

namespace Harness.Cli.Tests.Readme;

/// <summary>clients/samples/dotnet/mock.cs runs as it stands.</summary>
public sealed class FileBasedMockTests
{
    [Fact]
    public async Task Mock_in_one_file_starts_and_does_what_it_says()
    {
        var file = Path.Combine(Repository.Root, "clients/samples/dotnet/mock.cs");
        await using var build = ChildProcess.Start("dotnet", ["build", file, "-v", "q", "-clp:NoSummary"]);
        (await build.EndAsync(TimeSpan.FromMinutes(4))).ShouldBe(0, build.Said);
        await using var mock = ChildProcess.Start("dotnet", ["run", "--no-build", file]);
        var url = (await mock.LineAsync(line => line.StartsWith("ready ", StringComparison.Ordinal), "the ready line"))["ready ".Length..];
        using var socket = new ClientWebSocket();
        await socket.ConnectAsync(new Uri(url), TestContext.Current.CancellationToken);

        for (var i = 0; i < 2; i++)
        {
            await socket.SendAsync("""{"action":"subscribe","stocks":["SBIN"]}"""u8.ToArray(), WebSocketMessageType.Text, endOfMessage: true, TestContext.Current.CancellationToken);
        }

        var said = await ReadToEndAsync(socket);
        await mock.SayAsync("");

        said.ShouldContain("SBIN is one too many");
        socket.CloseStatus.ShouldBe(WebSocketCloseStatus.PolicyViolation);
        await mock.LineAsync(line => line == "2 subscriptions", "the count");
        (await mock.EndAsync()).ShouldBe(0);
    }

    private static async Task<string> ReadToEndAsync(WebSocket socket)
    {
        var said = new StringBuilder();
        var buffer = new byte[16 * 1024];
        while (true)
        {
            var received = await socket.ReceiveAsync(buffer, TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromSeconds(30), TimeProvider.System, TestContext.Current.CancellationToken);
            if (received.MessageType == WebSocketMessageType.Close) return said.ToString();
            said.Append(Encoding.UTF8.GetString(buffer, 0, received.Count));
        }
    }
}
