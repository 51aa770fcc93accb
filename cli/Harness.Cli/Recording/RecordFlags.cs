using System.CommandLine;
using Harness.Cli.Flags;
using Harness.Fixtures.Catalog;
using Harness.Mocks.Recording;

namespace Harness.Cli.Recording;

/// <summary>The flags of <c>harness record</c>.</summary>
internal sealed class RecordFlags
{
    private readonly Flag<Uri> _target = new("--target", "WS_BASE", Forms.SocketUrl, "Base of the real server's sockets, such as wss://stream.example.com");
    private readonly Flag<Uri> _http = new("--http", "HTTP_BASE", Forms.HttpUrl, "Base of its plain HTTP; the same host if absent");
    private readonly Flag<string> _out = new("--out", "DIR", Forms.Text, "Folder to write every session's transcript to");
    private readonly Flag<int> _port = new("--port", "PORT", Forms.Port, "Port to listen on, 0 for a free one; 8080 if absent");
    private readonly Flag<string> _host = new("--host", "ADDRESS", Forms.Address, "Address to listen on; 127.0.0.1 if absent");
    private readonly Flag<string> _protocol = new("--protocol", "SLUG", Forms.Text, "Protocol of paths that no document has");
    private readonly Flag<string> _authority = new("--ca", "FILE", Forms.Text, "PEM of the authority that the server's certificate comes from");
    private readonly Switch _insecure = new("--insecure", "Take any certificate of the server");
    private readonly Switch _tls = new("--tls", "Listen with TLS, under a certificate authority made on first use");

    /// <summary>All of them, in the order of the help.</summary>
    public IEnumerable<Option> Options =>
    [
        _target.Option, _http.Option, _out.Option, _port.Option, _host.Option, _protocol.Option, _authority.Option, _insecure.Option, _tls.Option,
    ];

    public RecordingOptions Read(FlagReader reader)
    {
        if (!reader.IsGiven(_target)) reader.Add($"--target: expected {Forms.SocketUrl.Expected}, got nothing");
        if (!reader.IsGiven(_out)) reader.Add("--out: expected a folder to write transcripts to, got nothing");
        if (reader.IsGiven(_authority) && reader.IsOn(_insecure)) reader.Add("--ca and --insecure: expected one of them, as --insecure takes any certificate");
        var protocol = Optional(reader, _protocol);
        if (protocol is not null && !ProtocolCatalog.Embedded.TryFind(protocol, out _, out var error)) reader.Add($"--protocol: {error}");
        return new RecordingOptions
        {
            Target = reader.Value(_target, new Uri("ws://127.0.0.1")),
            HttpTarget = reader.IsGiven(_http) ? reader.Value(_http, new Uri("http://127.0.0.1")) : null,
            Directory = reader.Value(_out, "."),
            Port = reader.Value(_port, 8080),
            Host = reader.Value(_host, "127.0.0.1"),
            Protocol = protocol,
            AuthorityFile = Optional(reader, _authority),
            TrustAnyCertificate = reader.IsOn(_insecure),
            Tls = reader.IsOn(_tls),
        };
    }

    private static string? Optional(FlagReader reader, Flag<string> flag) => reader.IsGiven(flag) ? reader.Value(flag, "") : null;
}
