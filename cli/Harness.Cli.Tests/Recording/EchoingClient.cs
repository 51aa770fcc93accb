using System.Text;
using System.Threading.Channels;
using Harness.Cli.Tests.Processes;
using Harness.Clients.Connections;
using Harness.Clients.Contract;
using Harness.Fixtures.Catalog;

namespace Harness.Cli.Tests.Recording;

/// <summary>A reference client that is told where to go and ends politely once it has echoed enough.</summary>
internal static class EchoingClient
{
    /// <returns>At least so many echoed lines, the client's hello left out.</returns>
    public static async Task<IReadOnlyList<string>> RunAsync(string slug, Uri sockets, Uri http, int lines)
    {
        var protocol = ProtocolCatalog.Embedded.Find(slug)!;
        var endpoint = protocol.DefaultEndpoint;
        var account = protocol.Accounts.Count > 0 ? protocol.Accounts[0] : null;
        var variables = new Dictionary<string, string>
        {
            ["HARNESS_WS"] = sockets.GetLeftPart(UriPartial.Authority),
            ["HARNESS_HTTP"] = http.GetLeftPart(UriPartial.Authority),
            ["HARNESS_USERNAME"] = account?.Username ?? "",
            ["HARNESS_PASSWORD"] = account?.Password ?? "",
            ["HARNESS_API_KEY"] = account?.ApiKey ?? "",
            ["HARNESS_API_SECRET"] = account?.ApiSecret ?? "",
            ["HARNESS_CLIENT_ID"] = "round-trip",
            ["HARNESS_SYMBOLS"] = string.Join(',', endpoint.Symbols),
            ["HARNESS_CHANNELS"] = string.Join(',', protocol.Channels),
            ["HARNESS_EXCHANGE"] = endpoint.Exchange ?? "",
        };
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        using var output = new LineChannel();
        using var errors = new StringWriter();
        using var invoker = new HttpMessageInvoker(new SocketsHttpHandler { UseProxy = false });
        var running = ContractClient.RunAsync(slug, variables, output, errors, new ConnectionOptions { Invoker = invoker, Backoff = new() { Seed = 1 } }, stop.Token);
        var echoed = new List<string>();
        while (echoed.Count < lines)
        {
            var line = await output.Lines.ReadAsync(TestContext.Current.CancellationToken).AsTask().OrFailAsync($"line {echoed.Count + 1} of the {slug} client", () => string.Join('\n', echoed) + errors);
            if (!line.Contains("\"hello\"", StringComparison.Ordinal)) echoed.Add(line);
        }

        await stop.CancelAsync();
        await running.OrFailAsync($"the end of the {slug} client", errors.ToString);
        while (output.Lines.TryRead(out var line)) echoed.Add(line);
        return echoed;
    }

    private sealed class LineChannel : TextWriter
    {
        private readonly Channel<string> _lines = Channel.CreateUnbounded<string>();
        private readonly StringBuilder _line = new();

        public override Encoding Encoding => Encoding.UTF8;

        public ChannelReader<string> Lines => _lines.Reader;

        public override void Write(char value)
        {
            if (value != '\n')
            {
                _line.Append(value);
                return;
            }

            _lines.Writer.TryWrite(_line.ToString());
            _line.Clear();
        }
    }
}
