using System.Text.Json;
using Harness.Cli.Tests.Processes;

namespace Harness.Cli.Tests.ForeignClients;

/// <summary>Clients that nobody here wrote, in the form that the TSE and IFB document shows, against the built program.</summary>
public sealed class TseClientTests : IDisposable
{
    private const string Endpoint = "/data-engine/tse-ifb/live/data/websocket/symbol/isin";
    private const string Query = "?channels=order-book&channels=best-limit&symbol_isins=IRT3SATF0001&symbol_isins=IRTKMOFD0001";

    private readonly string _data = Directory.CreateTempSubdirectory("harness-").FullName;

    public void Dispose() => Directory.Delete(_data, recursive: true);

    [Theory]
    [InlineData("python", false)]
    [InlineData("python", true)]
    [InlineData("node", false)]
    [InlineData("node", true)]
    public async Task Client_of_the_document_receives_every_channel_of_every_symbol(string language, bool tls)
    {
        var program = Program(language);
        await using var harness = await ServeAsync(tls);
        var token = await TokenEndpoint.TokenAsync(harness.Http, AuthorityOf(harness));
        await using var client = Start(program, language, harness, token);

        var missing = new HashSet<string>
        {
            "order-book IRT3SATF0001", "order-book IRTKMOFD0001", "best-limit IRT3SATF0001", "best-limit IRTKMOFD0001",
        };
        while (missing.Count > 0)
        {
            var line = await client.LineAsync(_ => true, $"messages of {string.Join(", ", missing)}");
            using var message = JsonDocument.Parse(line);
            missing.Remove($"{message.RootElement.GetProperty("channel").GetString()} {message.RootElement.GetProperty("symbolIsin").GetString()}");
        }
    }

    [Theory]
    [InlineData("python")]
    [InlineData("node")]
    public async Task Client_with_a_bad_token_is_told_so_and_so_is_whoever_reads_the_log(string language)
    {
        var program = Program(language);
        await using var harness = await ServeAsync(tls: false);
        await using var client = Start(program, language, harness, "not-a-token");

        var end = await client.LineAsync(line => line.StartsWith("closed", StringComparison.Ordinal), "the end of the connection");

        end.ShouldStartWith("closed 1008 ");
        end.ShouldContain("token");
        await harness.LogAsync(line => line.Contains("1008") && line.Contains("token"), "the rejection in the log");
    }

    private static string Program(string language) => language == "python" ? Interpreters.Python() : Interpreters.Node();

    /// <summary>The certificate authority lives in the user's data folder: each test has its own.</summary>
    private Task<HarnessProcess> ServeAsync(bool tls) => HarnessProcess.ServeAsync(
        new Dictionary<string, string> { ["XDG_DATA_HOME"] = _data, ["LOCALAPPDATA"] = _data, ["HARNESS_TLS"] = tls ? "true" : "false" },
        "--protocol",
        "ht-tse");

    private static string? AuthorityOf(HarnessProcess harness) => harness.Announced
        .Where(line => line.StartsWith("authority ", StringComparison.Ordinal))
        .Select(line => line["authority ".Length..])
        .FirstOrDefault();

    private static ChildProcess Start(string program, string language, HarnessProcess harness, string token)
    {
        var script = Path.Combine(AppContext.BaseDirectory, "ForeignClients", language == "python" ? "subscribe.py" : "subscribe.cjs");
        var url = new UriBuilder(new Uri(harness.Http, Endpoint + Query)) { Scheme = harness.Http.Scheme == "https" ? "wss" : "ws" };
        var variables = new Dictionary<string, string> { ["NODE_PATH"] = Interpreters.NodeModules };
        if (AuthorityOf(harness) is { } authority)
        {
            variables["SSL_CERT_FILE"] = authority;
            variables["NODE_EXTRA_CA_CERTS"] = authority;
        }

        return ChildProcess.Start(program, [script, url.Uri.AbsoluteUri, token], variables);
    }
}
