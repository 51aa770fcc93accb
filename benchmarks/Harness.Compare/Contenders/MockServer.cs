using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Harness.Compare.Contenders;

/// <summary>
/// <c>harness serve</c>, a Release build with everything on that is on by itself: the document's messages of ht-tse, subscribed to in the handshake, and the
/// journal. For idle connections odin, which greets and answers heartbeats.
/// </summary>
internal sealed class MockServer : IServer
{
    private const string Path = "/data-engine/tse-ifb/live/data/websocket/symbol/isin?channels=aggregate";

    private readonly string _program;
    private readonly Lazy<List<string>> _documented;

    public MockServer(string repository)
    {
        _program = System.IO.Path.Combine(repository, "cli/Harness.Cli/bin/Release/net10.0/harness.dll");
        _documented = new Lazy<List<string>>(ListInstruments);
    }

    public string Name => "harness";

    public string Heartbeat => """{"action":"ping"}""";

    public Contender Start(Workload workload, int messageBytes)
    {
        // The rate is each instrument's, and a client hears of so many.
        var rate = workload.Rate / (workload.Instruments > 0 ? workload.Instruments : _documented.Value.Count);
        return Contender.Start("dotnet", [
            _program, "serve", "--port", "0", "--seed", "7",
            "--protocol", workload.IsIdle ? "odin" : "ht-tse",
            "--rate", rate > 0 ? string.Create(CultureInfo.InvariantCulture, $"{rate}/s") : "1/min",
            "--coalesce", string.Create(CultureInfo.InvariantCulture, $"{workload.TickMilliseconds}ms"),
            .. workload.Listed > 0 ? ["--instruments", workload.Listed.ToString(CultureInfo.InvariantCulture)] : Array.Empty<string>(),
        ]);
    }

    public Func<int, string> Handshakes(Workload workload, int port)
    {
        if (workload.IsIdle) return _ => Handshake.For("/enhanced-stream");
        var token = Token(port);
        var isins = Isins(port, workload.Listed);
        var each = workload.Instruments > 0 ? workload.Instruments : isins.Count;
        return number =>
        {
            var query = string.Concat(Enumerable.Range(0, each).Select(nth => $"&symbol_isins={isins[workload.Instrument(number, nth, isins.Count)]}"));
            return Handshake.For(Path + query, $"Authorization: {token}\r\n");
        };
    }

    public long? Allocated(int port)
    {
        using var health = Get(port, "/__admin/health");
        return health.RootElement.GetProperty("allocated_bytes").GetInt64();
    }

    private static HttpClient Client(int port) => new() { BaseAddress = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}")) };

    private static JsonDocument Get(int port, string path)
    {
        using var http = Client(port);
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        using var answer = http.Send(request);
        return JsonDocument.Parse(answer.Content.ReadAsStream());
    }

    private static string Token(int port)
    {
        using var http = Client(port);
        using var form = new FormUrlEncodedContent([new("username", "demo"), new("password", "demo")]);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/auth/user/token/issue") { Content = form };
        using var answer = http.Send(request);
        using var body = JsonDocument.Parse(answer.Content.ReadAsStream());
        return body.RootElement.GetProperty("Authorization").GetString()!;
    }

    /// <summary>What the documents list; or, where more was invented, the invented ones, whose keys end with it.</summary>
    private List<string> Isins(int port, int listed)
    {
        if (listed == 0) return _documented.Value;
        using var body = Get(port, "/__admin/market");
        const string Invented = "ht-tse:";
        return [.. body.RootElement.GetProperty("instruments").EnumerateArray()
            .Select(instrument => instrument.GetProperty("key").GetString()!)
            .Where(key => key.StartsWith(Invented, StringComparison.Ordinal))
            .Select(key => key[Invented.Length..])];
    }

    private List<string> ListInstruments()
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet", [_program, "list", "instruments", "--protocol", "ht-tse", "--json"]) { RedirectStandardOutput = true, UseShellExecute = false })!;
        using var rows = JsonDocument.Parse(process.StandardOutput.BaseStream);
        process.WaitForExit();
        return [.. rows.RootElement.EnumerateArray().Select(row => row.GetProperty("symbols").GetProperty("isin").GetString()!)];
    }
}
