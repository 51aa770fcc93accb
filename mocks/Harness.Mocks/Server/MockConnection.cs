using System.Net;
using Harness.Mocks.Journal;
using Harness.Mocks.Scripting;
using Harness.Wire;

namespace Harness.Mocks.Server;

/// <summary>
/// One accepted WebSocket connection: what a protocol's behaviour sends through, and where the wire's news arrive. Sends, closes and
/// subscriptions happen under the <see cref="World"/>'s gate.
/// </summary>
internal sealed class MockConnection : IWireHandler
{
    private readonly World _world;
    private readonly WireConnection _wire;
    private readonly JournalConnection _journal;
    private readonly JournalWireObserver _observer;
    private readonly ScriptPort _port;
    private readonly List<Topic> _topics = [];
    private readonly List<ITimer> _timers = [];
    private ISocketBehaviour? _behaviour;
    private readonly int _numberFromAddress;
    private long? _lastActivity;
    private long _handled;
    private bool _ended;
    private volatile bool _isOver;

    public MockConnection(World world, IProtocolMock protocol, SocketEndpoint endpoint, PeerRequest request, WireConnection wire, WireFaultLine line, JournalConnection journal, long number)
    {
        _world = world;
        _wire = wire;
        _journal = journal;
        _observer = line.Journal;
        _port = new ScriptPort(this, wire, line, world);
        Part = new BroadcastPart(world.Journal, journal, wire);
        Protocol = protocol;
        Endpoint = endpoint;
        Request = request;
        Number = number;
        Id = journal.Id = ConnectionTable.Id(number);
        OpenedAt = world.Now;
        _numberFromAddress = world.Connections.NumberFrom(request.RemoteAddress, request.Path);
    }

    /// <summary>Unique within one run: <c>c1</c>, <c>c2</c>, …</summary>
    public string Id { get; }

    /// <summary>How many sockets the server had accepted, this one included.</summary>
    public long Number { get; }

    public IProtocolMock Protocol { get; }

    public SocketEndpoint Endpoint { get; }

    public PeerRequest Request { get; }

    public IPAddress? RemoteAddress => Request.RemoteAddress;

    /// <summary>On the mock's clock.</summary>
    public DateTimeOffset OpenedAt { get; }

    public string? ClientId { get; private set; }

    /// <summary>The account, once it is known.</summary>
    public string? Credential { get; private set; }

    /// <summary>Whose connection this is, as far as it is known.</summary>
    public SessionKey SessionKey => _world.Journal.Key(RemoteAddress, Credential, ClientId, Request.Path);

    /// <summary>Null until it is known whose connection this is.</summary>
    public JournalSession? Session => _journal.Session;

    /// <summary>Its number among its session's sockets, from 1, as far as it is known.</summary>
    public int SessionNumber => _journal.Socket > 0 ? _journal.Socket : _numberFromAddress;

    public WireStatistics Statistics => _wire.Statistics;

    public long MessagesIn { get; private set; }

    /// <summary>Their payloads.</summary>
    public long BytesIn { get; private set; }

    public bool IsOver => _ended;

    public long MessagesOut { get; private set; }

    /// <summary>Whether everything of the peer that was written down has been dealt with. After our close frame its messages are written down, and no more.</summary>
    public bool IsSettled => _observer.HasEnded ? _isOver : Volatile.Read(ref _handled) >= _observer.Messages || !_wire.IsOpen;

    /// <summary>How long no text message has crossed the wire, either way; counted from the first <see cref="MarkActivity"/>.</summary>
    public TimeSpan Idle => _world.Clock.GetElapsedTime(_lastActivity ?? 0);

    /// <summary>What it is subscribed to, in the protocol's own words.</summary>
    public IReadOnlyCollection<string> Symbols => _behaviour?.Symbols ?? [];

    /// <summary>What scenarios do to it.</summary>
    public IScriptedConnection Scripted => _port;

    /// <summary>Says whose connection this is; from here on its frames belong to that peer's session.</summary>
    /// <param name="isFinal">False while a login may still follow: the frames wait for it.</param>
    public void Identify(string? credential, string? clientId, bool isFinal = true)
    {
        var isNews = (Credential is null && credential is not null) || (ClientId is null && clientId is not null);
        Credential ??= credential;
        ClientId ??= clientId;
        // Where all is one session, nobody need wait to know whose frames they are.
        if (isFinal || SessionKey == Journal.SessionKey.Everybody) _world.Journal.Join(_journal, [Protocol.Slug], SessionKey);
        if (isNews && _behaviour is not null) _world.Scripts.Refresh(_port);
    }

    public void Start(ISocketBehaviour behaviour)
    {
        _behaviour = behaviour;
        _world.Scripts.Attach(_port);
        behaviour.Opened();
        _port.Script?.Opened();
    }

    /// <summary>Recorded data in the place of the market's; null where the market is simulated.</summary>
    public Replaying.RecordedFeed? Recorded => _world.Recorded;

    /// <summary>Brings what is published on topics to this connection.</summary>
    public Broadcaster Broadcaster => _world.Broadcaster;

    /// <summary>Whether a scenario is to see each message of its own.</summary>
    public bool IsPlayedWith
    {
        get
        {
            if (_port.Script is not { SeesSent: true }) return false;
            Part.IsShared = false;
            return true;
        }
    }

    /// <summary>Its part of what is broadcast.</summary>
    public BroadcastPart Part { get; }

    /// <summary>Sends a message of the protocol. A scenario may change it, hold it back or drop it.</summary>
    public void Send(WireMessage message)
    {
        if (_port.Script is { } script && message.Opcode == WireOpcode.Text && script.OnSent(message.Payload)) return;
        SendOutOfBand(message);
    }

    /// <summary>Sends something that is not the protocol's: a scenario's or the admin's.</summary>
    /// <returns>False when the connection is closing.</returns>
    public bool SendOutOfBand(WireMessage message)
    {
        if (Part.HasTaken) Broadcaster.ShareWith(this);
        if (!_wire.Send(message)) return false;
        MessagesOut++;
        if (_lastActivity is not null && message.Opcode == WireOpcode.Text) MarkActivity();
        return true;
    }

    /// <summary>Starts the close handshake, because the protocol says so; nothing is sent after it. A scenario may come first.</summary>
    /// <param name="code">Null sends a close frame without a code.</param>
    public void Close(int? code, string reason = "")
    {
        if (_port.Script is { } script && script.OnClosing(code, reason)) return;
        CloseOutOfBand(code, reason);
    }

    /// <summary>Starts the close handshake because a scenario or the admin says so.</summary>
    public void CloseOutOfBand(int? code, string reason)
    {
        if (Part.HasTaken) Broadcaster.ShareWith(this);
        _wire.Close(code, CloseReason.Fit(reason));
    }

    /// <summary>Closes because the server says so, in the protocol's own words first.</summary>
    public void SayGoodbye(int code, string reason)
    {
        _behaviour?.Goodbye(code, reason);
        CloseOutOfBand(code, reason);
    }

    /// <summary>Completes when everything that was sent so far has left, or cannot leave.</summary>
    public Task DrainAsync(CancellationToken cancellationToken) => _wire.DrainAsync(cancellationToken);

    /// <summary>Ends the TCP connection without a close frame.</summary>
    /// <exception cref="NotSupportedException">The host carries messages only. So for <see cref="Reset"/> and <see cref="Ping"/>.</exception>
    public void Cut()
    {
        RequireBytes("cut");
        if (Part.HasTaken) Broadcaster.ShareWith(this);
        _wire.Cut();
    }

    /// <summary>Ends the TCP connection with a reset.</summary>
    public void Reset()
    {
        RequireBytes("reset");
        _wire.Reset();
    }

    /// <summary>Sends a ping of RFC 6455.</summary>
    public bool Ping(ReadOnlyMemory<byte> payload)
    {
        RequireBytes("ping");
        return SendOutOfBand(WireMessage.Ping(payload.Span));
    }

    /// <summary>Ends the connection whatever carries it: its peer does not.</summary>
    public void GiveUp() => _wire.Cut();

    public void LoseCredential(CredentialLoss loss) => _behaviour?.LoseCredential(loss);

    /// <summary>The feed behind the connection's data fails.</summary>
    public void FailFeed() => _behaviour?.FailFeed();

    public bool SkipPings(int? times) => _behaviour?.SkipPings(times) ?? false;

    /// <summary>The client missed the protocol's own heartbeat.</summary>
    /// <returns>True when a scenario has taken it: the built-in consequence does not follow.</returns>
    public bool MissedPong() => _port.Script?.OnMissedPong() ?? false;

    /// <summary>Starts <see cref="Idle"/> over. From the first call on every text message does: a protocol without heartbeats never pays for it.</summary>
    public void MarkActivity() => _lastActivity = _world.Clock.GetTimestamp();

    public void Subscribe(Topic topic)
    {
        if (_ended) return;
        topic.Add(this);
        _topics.Add(topic);
        if (_topics.Count == 1) _world.Feed.Hold();
    }

    public void Unsubscribe(Topic topic)
    {
        if (!_topics.Remove(topic)) return;
        topic.Remove(this);
        if (_topics.Count == 0) _world.Feed.Release();
    }

    /// <summary>Puts what it took of the present burst into its outbox; <see cref="Flush"/> writes it.</summary>
    /// <param name="sequences">Where the burst's messages stand in the journal.</param>
    public void Share(WireBurst burst, List<long> sequences)
    {
        var taken = Part.Share(burst, sequences);
        MessagesOut += taken;
        if (_lastActivity is not null && taken > 0) MarkActivity();
    }

    public void Flush() => _wire.Flush();

    /// <summary>Runs <paramref name="action"/> under the gate later on the mock's clock, unless the connection is gone by then.</summary>
    public ITimer Schedule(TimeSpan due, Action action)
    {
        var timer = _world.Schedule(due, () =>
        {
            if (!_ended) action();
        });
        _timers.Add(timer);
        return timer;
    }

    /// <summary>Tells the developer of a client what happened here.</summary>
    public void Notice(string text) => _world.Log(MockLogLevel.Notice, Protocol.Slug, Id, text);

    /// <summary>Gives a message to the protocol, past any scenario.</summary>
    public void Receive(ReadOnlySpan<byte> payload, bool isBinary)
    {
        if (isBinary) _behaviour?.BinaryReceived(payload);
        else _behaviour?.TextReceived(payload);
    }

    private void RequireBytes(string action)
    {
        if (!_port.HasBytes) throw new NotSupportedException(MessageHost.Refusal(action));
    }

    void IWireHandler.OnMessage(WireOpcode opcode, ReadOnlyMemory<byte> payload)
    {
        using var gate = _world.EnterScope();
        if (!_ended) Take(payload, opcode == WireOpcode.Binary);
        Volatile.Write(ref _handled, _handled + 1);
    }

    void IWireHandler.OnPing(ReadOnlyMemory<byte> payload)
    {
        if (!_wire.AnswerPings) _port.PongLater(payload);
    }

    void IWireHandler.OnClosed(WireClosed closed)
    {
        using var gate = _world.EnterScope();
        _ended = true;
        foreach (var topic in _topics) topic.Remove(this);
        if (_topics.Count > 0) _world.Feed.Release();
        _topics.Clear();
        foreach (var timer in _timers) timer.Dispose();
        _behaviour?.Closed();
        // Who never logged in is known by the address and the endpoint it tried.
        Identify(null, null);
        _port.Script?.Closed(closed.Code, closed.Reason, closed.ByPeer);
        _world.Scripts.Detach(_port);
        _world.Traffic.Ended(this, closed);
        if (closed.Violation is { } violation) Notice($"RFC 6455 §{violation.Section}: {violation.Message}; closed with {violation.Code}");
        if (closed.Ending == WireEnding.SlowConsumer) Notice("cut: it reads more slowly than the mock sends, and its outbox is full");
        _isOver = true;
    }

    private void Take(ReadOnlyMemory<byte> payload, bool isBinary)
    {
        MessagesIn++;
        BytesIn += payload.Length;
        if (_lastActivity is not null && !isBinary) MarkActivity();
        if (_port.Script is { } script && script.OnMessage(payload, isBinary)) return;
        Receive(payload.Span, isBinary);
    }
}
