using Harness.Clients.Connections;
using Harness.Clients.Contract;

namespace Harness.Conformance.Runs.Clients.InProcess;

/// <summary>The clients of our own library, as clients under test.</summary>
internal static class ReferenceClients
{
    public static IReadOnlyList<string> Protocols => ContractClient.Protocols;

    public static InProcessClient Of(string protocol) => new($"harness {protocol} client", (task, output, cancellation) => PlayAsync(protocol, task, output, cancellation));

    private static async Task PlayAsync(string protocol, ClientTask task, TextWriter output, CancellationToken cancellationToken)
    {
        using var invoker = Invoker(task);
        using var errors = new StringWriter();
        var connection = new ConnectionOptions { TimeProvider = task.Time, Invoker = invoker, Backoff = new() { Seed = 1 } };
        var code = await ContractClient.RunAsync(protocol, task.Variables, output, errors, connection, cancellationToken);
        if (code != 0) throw new InvalidOperationException(errors.ToString());
    }

    /// <summary>The way to the mock of the task.</summary>
    public static HttpMessageInvoker Invoker(ClientTask task)
    {
        var handler = new SocketsHttpHandler { UseProxy = false };
        if (task.Dial is { } dial) handler.ConnectCallback = (_, cancellation) => dial(cancellation);
        return new HttpMessageInvoker(handler);
    }
}
