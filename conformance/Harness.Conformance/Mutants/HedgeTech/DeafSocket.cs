using System.Text;
using Harness.Conformance.Runs.Clients;

namespace Harness.Conformance.Mutants.HedgeTech;

/// <summary>A socket that makes its handshake and then reads bytes without looking at them: it neither answers nor ends anything.</summary>
internal static class DeafSocket
{
    public static async Task ReadAsync(ClientTask task, string target, string token, CancellationToken cancellationToken)
    {
        await using var stream = await task.Dial!(cancellationToken);
        var head = $"GET {target} HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nSec-WebSocket-Version: 13\r\nAuthorization: {token}\r\n\r\n";
        await stream.WriteAsync(Encoding.ASCII.GetBytes(head), cancellationToken);
        var buffer = new byte[4096];
        while (await stream.ReadAsync(buffer, cancellationToken) > 0)
        {
            // Not looked at.
        }
    }
}
