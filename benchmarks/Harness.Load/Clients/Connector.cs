using System.Net;
using System.Net.Sockets;
using Harness.Conformance.Probes;
using Harness.Fixtures.Cases;
using Harness.Fixtures.Transcripts;
using Harness.Load.Figures;
using Harness.Load.Judging;
using Harness.Load.Protocols;
using Harness.Load.Receiving;
using Harness.Wire.Handshakes;

namespace Harness.Load.Clients;

/// <summary>Opens connections: gets a token where one is needed, shakes hands, and hands the connection to a receiver.</summary>
internal sealed class Connector : IDisposable
{
    private const string Token = "token";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly LoadState _state;
    private readonly ILoadProtocol _protocol;
    private readonly IProtocolProbe _probe;
    private readonly ProbeTarget _target;
    private readonly TokenShop _tokens;
    private readonly IReadOnlyList<IReceiver> _receivers;
    private readonly FindingCounts? _findings;
    private readonly IReadOnlyList<string> _symbols;
    private readonly Lock _gate = new();

    public Connector(LoadState state, ILoadProtocol protocol, IReadOnlyList<IReceiver> receivers, FindingCounts? findings)
    {
        _state = state;
        _protocol = protocol;
        _receivers = receivers;
        _findings = findings;
        var options = state.Options;
        _probe = ProtocolProbes.Find(protocol.Protocol)!;
        _target = new ProbeTarget(options.Url, options.HttpBase) { TrustAnyCertificate = options.TrustAnyCertificate };
        _tokens = new TokenShop(_target);
        _symbols = options.Symbols.Count > 0 ? options.Symbols : options.Where.Symbols;
    }

    /// <summary>From the begin of dialling to the 101.</summary>
    public Histogram Connect { get; } = new();

    /// <summary>Plain sockets on Linux are read by epoll; everything else by loops of their own.</summary>
    public static bool UsesEpoll(LoadOptions options) => OperatingSystem.IsLinux() && options.Url.Scheme == "ws";

    /// <summary>Opens connection <paramref name="number"/>, from 1; what goes wrong is counted.</summary>
    /// <returns>Null where it did not open.</returns>
    public async Task<LoadClient?> OpenAsync(int number, CancellationToken cancellationToken)
    {
        var judge = _findings is null ? null : new SessionJudge(number, _protocol.Protocol, _state.Started, () => _state.Elapsed, _findings);
        var task = TaskOf(number, judge);
        var client = new LoadClient(number, _state, _protocol, task, Stalls(number)) { Judge = judge };
        try
        {
            var request = await RequestAsync(task, cancellationToken);
            return await OpenAsync(client, request, cancellationToken);
        }
        catch (ProbeException problem)
        {
            client.Fail($"login: {problem.Message}");
        }
        catch (Exception problem) when (problem is IOException or SocketException or HttpRequestException)
        {
            client.Fail($"connect: {problem.Message}");
        }

        return null;
    }

    public void Dispose() => _tokens.Dispose();

    /// <summary>Evenly spread over all connections.</summary>
    private bool Stalls(int number) => (int)(number * _state.Options.Stalled) != (int)((number - 1) * _state.Options.Stalled);

    private async Task<ProbeRequest> RequestAsync(ProbeTask task, CancellationToken cancellationToken)
    {
        if (_state.Options.LoginEach) return await _probe.OpenAsync(task, cancellationToken);
        var key = $"{task.Known("username")}\n{task.Known("api_key")}";
        return await _tokens.OpenAsync(key, task, _probe, cancellationToken);
    }

    private async Task<LoadClient?> OpenAsync(LoadClient client, ProbeRequest request, CancellationToken cancellationToken)
    {
        var handshake = ProbeHandshake.Of(_target, request);
        client.Judge?.Opens(handshake.Exchange);
        DialledStream? dialled = null;
        var usesEpoll = UsesEpoll(_state.Options);
        var began = _state.Elapsed;
        var answer = await WireHandshake.AskAsync(
            handshake.ToRequest() with
            {
                Time = _state.Options.Time,
                Timeout = Patience,
                TrustAnyCertificate = _state.Options.TrustAnyCertificate,
                Dial = usesEpoll ? (to, _) => ValueTask.FromResult<System.IO.Stream>(dialled = Dial(to, client.Stalls)) : null,
            },
            cancellationToken);
        var took = _state.Elapsed - began;
        if (answer.Response is { } response)
            client.Judge?.Opened(new HttpExchange { Status = response.Status, Headers = response.Headers, Body = System.Text.Encoding.UTF8.GetString(response.Body.Span) });
        if (answer is not { Transport: { } transport, Fault: null })
        {
            client.Fail(answer.Fault is { } fault ? $"handshake: {fault}" : FormattableString.Invariant($"handshake refused: {answer.Response!.Status}"));
            if (answer.Transport is not null) await answer.Transport.DisposeAsync();
            return null;
        }

        lock (_gate) Connect.Add(took);
        var receiver = _receivers[client.Number % _receivers.Count];
        var alreadyRead = ReadOnlyMemory<byte>.Empty;
        IClientWire wire;
        if (usesEpoll)
        {
            dialled!.IsOver = true;
            alreadyRead = await LeftOverAsync(transport, cancellationToken);
            dialled.Socket.Blocking = false;
            wire = new SocketWire(dialled.Socket);
        }
        else
        {
            wire = new TransportWire(transport);
        }

        client.CountIn(receiver.Tally);
        client.Open(wire, (_state.Options.Time.GetUtcNow().UtcTicks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond);
        receiver.Add(client, wire, alreadyRead);
        return client;
    }

    /// <summary>What the server sent right behind its 101.</summary>
    private static async Task<ReadOnlyMemory<byte>> LeftOverAsync(Wire.Transports.WireTransport transport, CancellationToken cancellationToken)
    {
        var bytes = new List<byte>();
        var buffer = new byte[16 * 1024];
        while (await transport.ReadAsync(buffer, cancellationToken) is > 0 and var length) bytes.AddRange(buffer.AsSpan(0, length));
        return bytes.ToArray();
    }

    private static DialledStream Dial(Uri url, bool stalls)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true, ReceiveTimeout = (int)Patience.TotalMilliseconds, SendTimeout = (int)Patience.TotalMilliseconds };
        // A small buffer fills soon: what is to be seen is the server's side of it.
        if (stalls) socket.ReceiveBufferSize = 4096;
        try
        {
            if (IPAddress.TryParse(url.IdnHost.Trim('[', ']'), out var address)) socket.Connect(address, url.Port);
            else socket.Connect(url.IdnHost, url.Port);
            return new DialledStream(socket);
        }
        catch (SocketException problem)
        {
            socket.Dispose();
            throw new IOException($"{url.Authority} cannot be reached: {problem.Message}", problem);
        }
    }

    private ProbeTask TaskOf(int number, SessionJudge? judge)
    {
        var options = _state.Options;
        var symbols = SymbolSpread.Of(number, _symbols, options.SymbolsPerConnection);
        var channels = options.Channels.Count > 0 ? options.Channels : options.Protocol.Channels;
        var bindings = new CaseBindings();
        var credential = options.Credentials.Count == 0 ? null : options.Credentials[(number - 1) % options.Credentials.Count];
        bindings.Set("username", credential?.Username ?? "");
        bindings.Set("password", credential?.Password ?? "");
        bindings.Set("api_key", credential?.ApiKey ?? "");
        bindings.Set("api_secret", credential?.ApiSecret ?? "");
        bindings.Set("exchange", options.Exchange ?? options.Where.Exchange ?? "");
        bindings.Set("path", options.Where.Path);
        bindings.Set("client_id", options.ClientId.Replace("{n}", number.ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal));
        return new ProbeTask
        {
            Protocol = options.Protocol,
            Endpoint = options.Where,
            Symbols = symbols,
            Channels = channels,
            Bindings = bindings,
            Time = options.Time,
            Http = async (request, cancellation) =>
            {
                judge?.Requested(request);
                var response = await _tokens.SendAsync(request, cancellation);
                judge?.Answered(response);
                return response;
            },
        };
    }
}
