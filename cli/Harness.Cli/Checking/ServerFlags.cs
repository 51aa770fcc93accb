using System.CommandLine;
using System.Diagnostics.CodeAnalysis;
using Harness.Cli.Flags;
using Harness.Conformance.Runs;
using Harness.Conformance.Runs.Servers;
using Harness.Fixtures.Catalog;

namespace Harness.Cli.Checking;

/// <summary>Where the server under test is, who logs in, and how far a run may go.</summary>
internal sealed class ServerFlags
{
    private const string OrderPrefix = "order=";

    private static readonly Form<Uri> SocketUrl = new("a ws:// or wss:// address", (string text, [MaybeNullWhen(false)] out Uri url) => Address(text, "ws", out url));
    private static readonly Form<Uri> HttpUrl = new("an http:// or https:// address", (string text, [MaybeNullWhen(false)] out Uri url) => Address(text, "http", out url));

    private readonly Flag<Uri> _url = new("--url", "WS_BASE", SocketUrl, "Base of the server's sockets, such as ws://127.0.0.1:8080");
    private readonly Flag<Uri> _http = new("--http", "HTTP_BASE", HttpUrl, "Base of its plain HTTP; the same host if absent");
    private readonly Flag<double> _speed = new("--speed", "X", Forms.Speed, "How many seconds of the server pass in a real one, as of a serve --speed X; 1 if absent");
    private readonly Flag<string> _username = new("--username", "NAME", Forms.Text, "Who logs in; demo if absent");
    private readonly Flag<string> _password = new("--password", "WORD", Forms.Text, "The password; demo if absent");
    private readonly Flag<string> _apiKey = new("--api-key", "KEY", Forms.Text, "The key of a trading account; demo-key if absent");
    private readonly Flag<string> _apiSecret = new("--api-secret", "SECRET", Forms.Text, "Its secret; demo-secret if absent");
    private readonly Flag<string> _readOnlyKey = new("--readonly-key", "KEY", Forms.Text, "The key of an account that may not trade");
    private readonly Flag<string> _readOnlySecret = new("--readonly-secret", "SECRET", Forms.Text, "Its secret");
    private readonly Flag<string> _clientId = new("--client-id", "ID", Forms.Text, "The client's own id, where the protocol has one");
    private readonly RepeatedFlag<string> _symbols = new("--symbols", "LIST", Forms.Text, "Symbols to subscribe, separated by commas; the document's own if absent");
    private readonly RepeatedFlag<string> _channels = new("--channels", "LIST", Forms.Text, "Channels to subscribe, separated by commas; all if absent");
    private readonly Flag<string> _exchange = new("--exchange", "NAME", Forms.Text, "Exchange whose symbols these are, where there are several");
    private readonly RepeatedFlag<string> _provoke = new("--provoke", "order=COMMAND", Forms.Text, "Runs COMMAND with HARNESS_ORDER where a case needs an order placed");
    private readonly Switch _allowOrders = new("--allow-orders", "Orders may be placed at a server that is not on this machine");
    private readonly Switch _own = new("--i-own-this-target", "Bad credentials and floods may be sent to a server that is not on this machine");
    private readonly Switch _insecure = new("--insecure", "Take any certificate, as of a mock under its own authority");

    public IEnumerable<Option> Options =>
    [
        _url.Option, _http.Option, _speed.Option, _username.Option, _password.Option, _apiKey.Option, _apiSecret.Option, _readOnlyKey.Option, _readOnlySecret.Option,
        _clientId.Option, _symbols.Option, _channels.Option, _exchange.Option, _provoke.Option, _allowOrders.Option, _own.Option, _insecure.Option,
    ];

    /// <param name="reader">The flags.</param>
    /// <param name="given">The run's options.</param>
    /// <param name="options">The same with the accounts that the flags name.</param>
    public ServerRunOptions Read(FlagReader reader, CheckOptions given, out CheckOptions options)
    {
        if (!reader.IsGiven(_url)) reader.Add($"--url: expected {SocketUrl.Expected}, got nothing");
        options = given with { Accounts = Accounts(reader, given) };
        return new ServerRunOptions
        {
            Url = reader.Value(_url, new Uri("ws://127.0.0.1")),
            Http = reader.IsGiven(_http) ? reader.Value(_http, new Uri("http://127.0.0.1")) : null,
            Symbols = List(reader, _symbols),
            Channels = Channels(reader, given.Protocol),
            ClientId = Text(reader, _clientId),
            Exchange = Text(reader, _exchange),
            AllowOrders = reader.IsOn(_allowOrders),
            OwnsTarget = reader.IsOn(_own),
            TrustAnyCertificate = reader.IsOn(_insecure),
            Speed = reader.Value(_speed, 1),
            OrderCommand = Order(reader),
        };
    }

    private Dictionary<string, Account> Accounts(FlagReader reader, CheckOptions given)
    {
        var accounts = new Dictionary<string, Account>(given.Accounts);
        // Nobody logs in where the protocol knows no accounts.
        if (given.Protocol.Accounts is [var usual, ..] && new[] { _username, _password, _apiKey, _apiSecret }.Any(reader.IsGiven))
        {
            accounts[usual.Role] = usual with
            {
                Username = Text(reader, _username) ?? usual.Username,
                Password = Text(reader, _password) ?? usual.Password,
                ApiKey = Text(reader, _apiKey) ?? usual.ApiKey,
                ApiSecret = Text(reader, _apiSecret) ?? usual.ApiSecret,
            };
        }

        if (given.Protocol.Accounts.FirstOrDefault(account => account.Is("read-only")) is { } readOnly && reader.IsGiven(_readOnlyKey))
            accounts[readOnly.Role] = readOnly with { ApiKey = Text(reader, _readOnlyKey), ApiSecret = Text(reader, _readOnlySecret) ?? readOnly.ApiSecret };
        return accounts;
    }

    private IReadOnlyList<string> Channels(FlagReader reader, Protocol protocol)
    {
        var channels = List(reader, _channels);
        foreach (var channel in channels.Where(channel => !protocol.Channels.Contains(channel)))
            reader.Add($"--channels: {protocol.Slug} has no channel '{channel}'{NearestWord.OneOf(channel, protocol.Channels)}");
        return channels;
    }

    private string? Order(FlagReader reader)
    {
        foreach (var provocation in reader.Values(_provoke))
        {
            if (provocation.StartsWith(OrderPrefix, StringComparison.Ordinal) && provocation.Length > OrderPrefix.Length) return provocation[OrderPrefix.Length..];
            reader.Add($"--provoke: expected order=COMMAND, got '{provocation}'");
        }

        return null;
    }

    private static string? Text(FlagReader reader, Flag<string> flag) => reader.IsGiven(flag) ? reader.Value(flag, "") : null;

    private static IReadOnlyList<string> List(FlagReader reader, RepeatedFlag<string> flag) =>
        [.. reader.Values(flag).SelectMany(text => text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))];

    private static bool Address(string text, string scheme, [MaybeNullWhen(false)] out Uri url) =>
        Uri.TryCreate(text, UriKind.Absolute, out url) && (url.Scheme == scheme || url.Scheme == scheme + "s");
}
