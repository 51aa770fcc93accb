using System.Text;
using Harness.Fixtures.Transcripts;
using Harness.Mocks.Journal;
using Harness.Mocks.Scripting;
using Harness.Wire;
using Harness.Wire.Handshakes;
using Harness.Wire.Transports;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Harness.Mocks.Server;

/// <summary>Takes WebSocket handshakes, asks the protocol about them, and runs what becomes a connection until it ends.</summary>
internal sealed class SocketHost(World world, MockServerOptions options, ConnectionTable connections) : IDisposable
{
    /// <summary>A client that has not subscribed by then has probably misread the document.</summary>
    private static readonly TimeSpan SubscriptionPatience = TimeSpan.FromSeconds(5);

    /// <summary>With more sockets open it is a load that does not subscribe, and nobody reads ten thousand notices.</summary>
    private const int MostNoticed = 100;

    private readonly CancellationTokenSource _stopping = new();
    private readonly WireOptions _wire = new WireOptions
    {
        MaxMessageBytes = options.MaxMessageBytes,
        OutboxBytes = options.OutboxBytes,
        SlowConsumer = options.SlowConsumer,
    }.Validated();

    public async Task HandleAsync(HttpContext context, PeerRequest request, SocketTarget target)
    {
        var journal = world.Journal;
        var log = journal.Begin(isSocket: true, target.Protocol.Slug);
        journal.Record(log, FrameKind.Open, Party.Client, default, request.ToExchange());
        if (HttpProtocol.IsHttp10(context.Request.Protocol))
        {
            const string cause = "The handshake is HTTP/1.0, expected HTTP/1.1";
            await RefuseAsync(context, request, target, log, new Admission.Refuse(StatusCodes.Status400BadRequest, cause) { Body = JsonBody.Detail(cause) });
            return;
        }

        if (WireHandshake.Validate(request.Method, name => Header(context, name), out var acceptKey) is { } wrong)
        {
            foreach (var (name, value) in wrong.Headers) context.Response.Headers[name] = value;
            var body = JsonBody.Detail(wrong.Message);
            await RefuseAsync(context, request, target, log, new Admission.Refuse(wrong.Status, wrong.Message) { Body = body });
            return;
        }

        if (!HasBytes(context) && context.Features.Get<IHttpWebSocketFeature>() is not { IsWebSocketRequest: true })
        {
            const string cause = "this host hands over neither a raw connection nor messages: connect with its WebSocket client (TestServer.CreateWebSocketClient), listen on a port, or in process";
            var body = JsonBody.Detail(cause);
            await RefuseAsync(context, request, target, log, new Admission.Refuse(StatusCodes.Status501NotImplemented, cause) { Body = body });
            return;
        }

        var (admission, verdict) = world.Enter(() => Admit(request, target));
        if (await HttpVerdicts.ApplyAsync(world, context, verdict, answer => RecordScripted(request, target, log, admission, answer))) return;
        if (verdict.Outcome == HttpOutcome.WrongAcceptKey)
        {
            if (HasBytes(context)) acceptKey = WireHandshake.AcceptKey("not the key that was sent");
            else world.Log(MockLogLevel.Notice, target.Protocol.Slug, null, MessageHost.Refusal("corrupt: accept-key"));
        }

        if (admission is Admission.Refuse refusal)
        {
            await RefuseAsync(context, request, target, log, refusal);
            return;
        }

        await RunAsync(context, request, target, log, admission, acceptKey);
    }

    /// <summary>Ends every connection that is left.</summary>
    public void Stop() => _stopping.Cancel();

    public void Dispose() => _stopping.Dispose();

    /// <summary>The protocol judges first, so that a scenario knows whose handshake it is; a scenario has the last word.</summary>
    private (Admission Admission, HttpVerdict Verdict) Admit(PeerRequest request, SocketTarget target)
    {
        var admission = target.Endpoint.Admit(request);
        var clientId = (admission as Admission.Accept)?.ClientId;
        var key = world.Journal.Key(request.RemoteAddress, admission.Credential, clientId, request.Path);
        var facts = new HttpFacts
        {
            Protocols = target.Protocol is UndocumentedMock ? [] : [target.Protocol.Slug],
            Path = request.Path,
            Request = request.ToExchange(),
            SessionKey = key.Word,
            Connection = world.Journal.SocketsOf(key, target.Protocol.Slug) + 1,
            ClientId = clientId,
        };
        return (admission, world.Scripts.OnHttp(facts));
    }

    private void RecordScripted(PeerRequest request, SocketTarget target, JournalConnection log, Admission admission, HttpExchange? answer)
    {
        var journal = world.Journal;
        var clientId = (admission as Admission.Accept)?.ClientId;
        journal.Join(log, [target.Protocol.Slug], journal.Key(request.RemoteAddress, admission.Credential, clientId, request.Path));
        if (answer is not null) journal.Record(log, FrameKind.Refuse, Party.Server, default, answer);
        else journal.Record(log, FrameKind.Reset, Party.Server, default, new CloseDetail(null, "never answered"));
        journal.End(log);
        connections.CountRefusal();
    }

    private async Task RunAsync(HttpContext context, PeerRequest request, SocketTarget target, JournalConnection log, Admission admission, string acceptKey)
    {
        using var arrival = connections.Expect();
        var hasBytes = HasBytes(context);
        var accepted = hasBytes ? await UpgradeAsync(context, acceptKey) : new MessageTransport(await context.Features.GetRequiredFeature<IHttpWebSocketFeature>().AcceptAsync(new WebSocketAcceptContext()));
        var journal = world.Journal;
        journal.Record(log, FrameKind.Open, Party.Server, default, new HttpExchange { Status = StatusCodes.Status101SwitchingProtocols });

        await using var transport = new ThrottledTransport(accepted, world.Clock);
        var observer = new JournalWireObserver(journal, log);
        var wire = new WireConnection(WireRole.Server, transport, _wire, world.Clock, observer);
        var line = new WireFaultLine(transport, observer, hasBytes);
        var connection = new MockConnection(world, target.Protocol, target.Endpoint, request, wire, line, log, connections.NextNumber());
        try
        {
            world.Enter(() =>
            {
                connections.Add(connection);
                Begin(connection, admission);
            });
            arrival.Dispose();
            world.Pulse.Beat();
            await wire.RunAsync(connection, _stopping.Token);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            world.Log(MockLogLevel.Error, target.Protocol.Slug, connection.Id, fault.ToString());
        }
        finally
        {
            connections.Remove(connection);
            world.Pulse.Beat();
        }
    }

    private void Begin(MockConnection connection, Admission admission)
    {
        var clientId = (admission as Admission.Accept)?.ClientId;
        if (world.Ending is { } ending)
        {
            connection.Identify(admission.Credential, clientId);
            connection.Close(1001, ending);
            return;
        }

        if (admission is Admission.CloseAtOnce rejection)
        {
            connection.Identify(admission.Credential, clientId);
            connection.Notice($"rejected with {rejection.Code}: {rejection.Reason}");
            connection.Close(rejection.Code, rejection.Reason);
            return;
        }

        connection.Identify(admission.Credential, clientId, isFinal: admission.Credential is not null || clientId is not null);
        connection.Start(((Admission.Accept)admission).Start(connection));
        if (connection.Symbols.Count > 0 || connections.Open > MostNoticed) return;
        connection.Schedule(SubscriptionPatience, () =>
        {
            if (connection.Symbols.Count == 0) connection.Notice($"nothing subscribed {SubscriptionPatience.TotalSeconds:0} s after the handshake; no data will come");
        });
    }

    private async Task RefuseAsync(HttpContext context, PeerRequest request, SocketTarget target, JournalConnection log, Admission.Refuse refusal)
    {
        var journal = world.Journal;
        var body = refusal.Body ?? "";
        journal.Join(log, [target.Protocol.Slug], journal.Key(request.RemoteAddress, refusal.Credential, null, request.Path));
        journal.Record(log, FrameKind.Refuse, Party.Server, default, new HttpExchange { Status = refusal.Status, Body = body });
        journal.End(log);
        connections.CountRefusal();
        world.Log(MockLogLevel.Notice, target.Protocol.Slug, null, $"{refusal.Status} {request.Path}: {refusal.Cause}");
        context.Response.StatusCode = refusal.Status;
        if (body.Length == 0) return;
        context.Response.ContentType = "application/json";
        await context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(body), context.RequestAborted);
    }

    /// <summary>Whether the host gives its connection away once the handshake is answered.</summary>
    private static bool HasBytes(HttpContext context) => context.Features.Get<IHttpUpgradeFeature>() is { IsUpgradableRequest: true };

    private async Task<WireTransport> UpgradeAsync(HttpContext context, string acceptKey)
    {
        context.Response.Headers["Sec-WebSocket-Accept"] = acceptKey;
        context.Response.Headers.Upgrade = "websocket";
        context.Response.Headers.Connection = "Upgrade";
        var stream = await context.Features.GetRequiredFeature<IHttpUpgradeFeature>().UpgradeAsync();
        return PeerTransport.Of(context, stream, mayPassKestrel: options.Transport != MockTransport.Mounted);
    }

    private static string? Header(HttpContext context, string name) =>
        context.Request.Headers.TryGetValue(name, out var values) ? string.Join(", ", values.ToArray()) : null;
}
