using Harness.Mocks.Server.InProcess;
using Harness.Wire.Transports;

namespace Harness.Mocks.Tests.Server.InProcess;

public sealed class InProcessConnectionTests
{
    /// <summary>A server that stops would wait for seconds for a connection that could not be disposed.</summary>
    [Fact]
    public async Task Connection_with_something_left_to_say_to_a_peer_that_has_gone_is_disposed_all_the_same()
    {
        var (client, server) = InMemoryDuplex.CreatePair();
        var connection = new InProcessConnection(server, "1");
        var closed = connection.ConnectionClosed;
        "goodbye"u8.CopyTo(connection.Transport.Output.GetSpan(7));
        connection.Transport.Output.Advance(7);
        await client.DisposeAsync();

        await connection.DisposeAsync();
        closed.IsCancellationRequested.ShouldBeTrue();
    }
}
