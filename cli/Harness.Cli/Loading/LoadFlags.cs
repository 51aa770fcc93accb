using System.CommandLine;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Harness.Cli.Flags;
using Harness.Fixtures.Catalog;
using Harness.Load;
using Harness.Load.Protocols;
using Harness.Load.Reports;
using Harness.Load.Thresholds;

namespace Harness.Cli.Loading;

/// <summary>The flags of <c>harness load</c>.</summary>
internal sealed class LoadFlags
{
    private const int MostConnections = 1_000_000;

    private static readonly Form<double> Share = new("a share from 0% to 100%, such as 10%", ReadShare);
    private static readonly Form<double> Requests = new("requests per second such as 50/s, or 0 for none", (string text, out double rate) => (text is "0" or "0/s" && (rate = 0) < 1) || Forms.Rate.TryRead(text, out rate));

    private readonly Flag<string> _protocol = new("--protocol", "SLUG", Forms.Text, "The protocol that the server speaks");
    private readonly Flag<string> _endpoint = new("--endpoint", "NAME", Forms.Text, "Its endpoint; the protocol's default if absent");
    private readonly Flag<Uri> _url = new("--url", "WS_BASE", Forms.SocketUrl, "Base of the server's sockets, such as ws://127.0.0.1:8080");
    private readonly Flag<Uri> _http = new("--http", "HTTP_BASE", Forms.HttpUrl, "Base of its plain HTTP; the same host if absent");
    private readonly Flag<int> _connections = new("--connections", "N", Forms.Count(1, MostConnections), "How many clients; 1 if absent");
    private readonly Flag<TimeSpan> _duration = new("--duration", "DURATION", Forms.Duration, "How long is measured once all are connected; 30s if absent");
    private readonly Flag<double> _ramp = new("--ramp", "N/s", Forms.Rate, "New connections per second; 1000/s if absent");
    private readonly Flag<double> _rate = new("--rate", "N/s", Requests, "Round trips per second of all clients together: pings, orders on airalgo; 5/s if absent, 0 for none");
    private readonly Flag<int> _perConnection = new("--symbols-per-connection", "N", Forms.Count(1, 100_000), "Symbols that each client subscribes, round robin; all if absent");
    private readonly RepeatedFlag<string> _symbols = new("--symbols", "LIST", Forms.Text, "Symbols to spread, separated by commas; the document's own if absent");
    private readonly RepeatedFlag<string> _channels = new("--channels", "LIST", Forms.Text, "Channels to subscribe, separated by commas; all if absent");
    private readonly Flag<string> _exchange = new("--exchange", "NAME", Forms.Text, "Exchange whose symbols these are, where there are several");
    private readonly Flag<string> _clientId = new("--client-id", "ID", Forms.Text, "Each client's own id, {n} being its number, where the protocol has one; load-{n} if absent");
    private readonly Flag<string> _username = new("--username", "NAME", Forms.Text, "Who logs in; demo if absent");
    private readonly Flag<string> _password = new("--password", "WORD", Forms.Text, "The password; demo if absent");
    private readonly Flag<string> _apiKey = new("--api-key", "KEY", Forms.Text, "The key of an account; demo-key if absent");
    private readonly Flag<string> _apiSecret = new("--api-secret", "SECRET", Forms.Text, "Its secret; demo-secret if absent");
    private readonly Flag<string> _credentials = new("--credentials", "FILE.csv", Forms.Text, "Who logs in, in turn: a head of username,password,api_key,api_secret or some of them, then a line each");
    private readonly Flag<string> _login = new("--login", "once|each", Forms.OneOf("once", "each"), "One token for all clients of a credential, or one each; once if absent");
    private readonly Flag<double> _stalled = new("--stalled", "SHARE", Share, "So many clients stop reading once market data has come, such as 10%");
    private readonly Switch _validate = new("--validate", "Judge every message by the schemas and rules of the document");
    private readonly RepeatedFlag<string> _threshold = new("--threshold", "LIST", Forms.Text, "What the run must come to, such as p99=20ms,errors=0");
    private readonly Switch _allowOrders = new("--allow-orders", "Orders may be placed at a server that is not on this machine");
    private readonly Switch _own = new("--i-own-this-target", "The server is not on this machine, and you may put it under load");
    private readonly Switch _insecure = new("--insecure", "Take any certificate, as of a mock under its own authority");

    public RepeatedFlag<LoadReportFile> Report { get; } = new(
        "--report", "KIND=FILE", new Form<LoadReportFile>($"KIND=FILE with one of {string.Join(", ", LoadReportFile.Kinds)} (junit and ndjson list cases, of which a load run has none)", ReadReport), "Also write the report to a file: json, md or html");

    /// <summary>All of them, in the order of the help.</summary>
    public IEnumerable<Option> Options =>
    [
        _protocol.Option, _endpoint.Option, _url.Option, _http.Option, _connections.Option, _duration.Option, _ramp.Option, _rate.Option, _perConnection.Option,
        _symbols.Option, _channels.Option, _exchange.Option, _clientId.Option, _username.Option, _password.Option, _apiKey.Option, _apiSecret.Option, _credentials.Option,
        _login.Option, _stalled.Option, _validate.Option, _threshold.Option, Report.Option, _allowOrders.Option, _own.Option, _insecure.Option,
    ];

    public LoadOptions Read(FlagReader reader)
    {
        var protocol = Protocol(reader);
        if (!reader.IsGiven(_url)) reader.Add($"--url: expected {Forms.SocketUrl.Expected}, got nothing");
        var endpoint = Endpoint(reader, protocol);
        var options = new LoadOptions
        {
            Protocol = protocol,
            Endpoint = endpoint,
            Url = reader.Value(_url, new Uri("ws://127.0.0.1")),
            Http = reader.IsGiven(_http) ? reader.Value(_http, new Uri("http://127.0.0.1")) : null,
            Connections = reader.Value(_connections, 1),
            Duration = reader.Value(_duration, TimeSpan.FromSeconds(30)),
            Ramp = reader.Value(_ramp, 1000),
            Rate = reader.Value(_rate, 5),
            SymbolsPerConnection = reader.Value(_perConnection, 0),
            Symbols = List(reader, _symbols),
            Channels = List(reader, _channels),
            Exchange = reader.IsGiven(_exchange) ? reader.Value(_exchange, "") : null,
            ClientId = reader.Value(_clientId, "load-{n}"),
            Credentials = Credentials(reader, protocol),
            LoginEach = reader.Value(_login, "once") == "each",
            Stalled = reader.Value(_stalled, 0),
            Validate = reader.IsOn(_validate),
            AllowOrders = reader.IsOn(_allowOrders),
            TrustAnyCertificate = reader.IsOn(_insecure),
        };
        Check(reader, options);
        return options with { Thresholds = Thresholds(reader, options) };
    }

    private void Check(FlagReader reader, LoadOptions options)
    {
        foreach (var channel in options.Channels.Where(channel => !options.Protocol.Channels.Contains(channel)))
            reader.Add($"--channels: {options.Protocol.Slug} has no channel '{channel}'{NearestWord.OneOf(channel, options.Protocol.Channels)}");
        var symbols = options.Symbols.Count > 0 ? options.Symbols : (options.Endpoint ?? options.Protocol.DefaultEndpoint).Symbols;
        if (options.SymbolsPerConnection > symbols.Count)
            reader.Add(FormattableString.Invariant($"--symbols-per-connection: expected at most the {symbols.Count} symbols there are, got {options.SymbolsPerConnection}; name more with --symbols"));
        if (options.Connections > 1 && reader.IsGiven(_clientId) && !options.ClientId.Contains("{n}", StringComparison.Ordinal) && options.Protocol.Endpoints.Any(one => one.Query.Any(parameter => parameter.Carries == "client-id")))
            reader.Add($"--client-id: expected {{n}} in the id of several clients, as two with one id push each other out, got '{options.ClientId}'");
        if (reader.IsGiven(_url) && !options.Url.IsLoopback && !reader.IsOn(_own))
            reader.Add($"--url: {options.Url.Authority} is not on this machine, and nobody puts other people's systems under load; give --i-own-this-target if it is yours");
    }

    private List<Threshold> Thresholds(FlagReader reader, LoadOptions options)
    {
        var thresholds = new List<Threshold>();
        foreach (var text in List(reader, _threshold))
        {
            if (!ThresholdReader.TryRead(text, out var threshold, out var error)) reader.Add($"--threshold: {error}");
            else if (threshold.Word.IsLatency && LoadProtocols.WhyNoLatency(options.Protocol.Slug) is { } why) reader.Add($"--threshold: {text}: latency cannot be measured on {options.Protocol.Slug}: {why}");
            else if (threshold.Word.IsRoundTrip && LoadProtocols.WhyNoRoundTrips(options) is { } none) reader.Add($"--threshold: {text}: there are no round trips: {none}");
            else thresholds.Add(threshold);
        }

        return thresholds;
    }

    private Protocol Protocol(FlagReader reader)
    {
        var otherwise = ProtocolCatalog.Embedded.Find(LoadProtocols.Slugs.First())!;
        if (!reader.IsGiven(_protocol))
        {
            reader.Add($"--protocol: expected one of {string.Join(", ", LoadProtocols.Slugs)}, got nothing");
            return otherwise;
        }

        if (ProtocolCatalog.Embedded.TryFind(reader.Value(_protocol, ""), out var protocol, out var error)) return protocol;
        reader.Add($"--protocol: {error}");
        return otherwise;
    }

    private ProtocolEndpoint? Endpoint(FlagReader reader, Protocol protocol)
    {
        if (!reader.IsGiven(_endpoint)) return null;
        var name = reader.Value(_endpoint, "");
        if (protocol.Endpoint(name) is { } endpoint) return endpoint;
        reader.Add($"--endpoint: expected one of {string.Join(", ", protocol.Endpoints.Select(one => one.Name))}, got '{name}'");
        return null;
    }

    private IReadOnlyList<LoadCredential> Credentials(FlagReader reader, Protocol protocol)
    {
        if (reader.IsGiven(_credentials))
        {
            if (new[] { _username, _password, _apiKey, _apiSecret }.Any(reader.IsGiven)) reader.Add("--credentials: expected it alone, got --username, --password, --api-key or --api-secret beside it");
            return CredentialFile.Read(reader.Value(_credentials, ""), problem => reader.Add($"--credentials: {problem}"));
        }

        if (protocol.Accounts is not [var usual, ..]) return [];
        return [new LoadCredential(reader.Value(_username, usual.Username ?? ""), reader.Value(_password, usual.Password ?? ""), reader.Value(_apiKey, usual.ApiKey ?? ""), reader.Value(_apiSecret, usual.ApiSecret ?? ""))];
    }

    private static IReadOnlyList<string> List(FlagReader reader, RepeatedFlag<string> flag) =>
        [.. reader.Values(flag).SelectMany(text => text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))];

    private static bool ReadReport(string text, [MaybeNullWhen(false)] out LoadReportFile file) => (file = LoadReportFile.Parse(text, out _)) is not null;

    private static bool ReadShare(string text, out double share)
    {
        share = 0;
        if (!text.EndsWith('%') || !double.TryParse(text[..^1], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out share)) return false;
        share /= 100;
        return share is >= 0 and <= 1;
    }
}
