using System.Text.Json;
using Harness.Fixtures.Transcripts;
using Harness.Specs.Judging;

namespace Harness.Specs.Rules.AirAlgo;

/// <summary>Follows every connection: what is joined and subscribed, and which request a message of the server answers.</summary>
internal sealed class AirAlgoSession : ITracker
{
    private readonly PerConnection<AirAlgoConnection> _connections = new(() => new AirAlgoConnection());
    private readonly HashSet<string> _served = [];
    private readonly OrderLives _orders = new();
    private long _requests;
    private string? _status;

    private AirAlgoSession()
    {
    }

    /// <summary>The message of the server that is being judged, if it is one JSON object.</summary>
    public ServerMessage? Server { get; private set; }

    /// <summary>The message of the client that is being judged.</summary>
    public AirAlgoRequest? Request { get; private set; }

    /// <summary>The order that the server's message is about, as it was before the message.</summary>
    public OrderLife? Life { get; private set; }

    /// <summary>The message is the first word about that order.</summary>
    public bool IsFirstWord { get; private set; }

    public Credentials Credentials { get; } = new();

    public static AirAlgoSession Of(RuleContext context) => context.Track(() => new AirAlgoSession());

    /// <summary>What is known of a connection; null where its beginning was not seen or frames are missing.</summary>
    public AirAlgoConnection? Of(Connection connection) => connection is { Request: not null, HasGap: false } ? _connections.Of(connection) : null;

    /// <summary>Prices of that token have come in this session: it exists.</summary>
    public bool WasServed(string token) => _served.Contains(token);

    public void OnFrame(FrameView frame)
    {
        // Rules see an order as it was before the frame, so that what the frame says of it is learned one frame late.
        if (Life is not null) _orders.Follow(Life, _status);
        Server = null;
        Request = null;
        Life = null;
        IsFirstWord = false;
        if (frame.Kind == FrameKind.Http) Credentials.OnExchange(frame.Frame, frame.Connection.Request);
        if (frame.Kind != FrameKind.Text || Of(frame.Connection) is not { } state) return;
        if (frame.From == Party.Client) Follow(Request = RequestReader.Read(frame, state, ++_requests), state);
        else if (frame.TryGetObject(out var root)) Follow(frame, root, state);
    }

    private static void Follow(AirAlgoRequest request, AirAlgoConnection state)
    {
        state.Wait(request);
        if (request.Kind == RequestKind.Join) state.Of(request.Topic!).JoinsUnderWay++;
        if (request is { Kind: RequestKind.Subscribe, Tokens: not null } && (request.IsJoined || request.IsJoinUnderWay)) state.Of(request.Topic!).Subscribe(request);
    }

    private void Follow(FrameView frame, JsonElement root, AirAlgoConnection state)
    {
        var name = AirAlgoWords.Text(root, "event");
        var topic = AirAlgoWords.Text(root, "topic");
        var payload = root.TryGetProperty("payload", out var member) && member.ValueKind == JsonValueKind.Object ? member : default;
        var message = new ServerMessage(root, name, topic, payload, null);
        var answered = name switch
        {
            "phx_reply" => TakeReplied(message, state),
            "ltp" when payload.ValueKind == JsonValueKind.Object => state.Take(request => request.Topic == topic && Answers(request, payload)),
            "unsubscribe" => state.Take(request => request is { Kind: RequestKind.Unsubscribe, Tokens: not null } && request.Topic == topic),
            "order_response" => TakeOrder(frame, message, state),
            _ => null,
        };
        Server = message with { Answers = answered };
        _status = message.Status;
        if (answered is not null) Learn(Server, answered, state);
        if (name == "ltp" && payload.ValueKind == JsonValueKind.Object) Serve(payload);
    }

    /// <summary>By topic and ref; where nothing fits so, by the one or the other, so that the rule about them can tell.</summary>
    private static AirAlgoRequest? TakeReplied(ServerMessage reply, AirAlgoConnection state)
    {
        // Some servers say ok to what is answered by a message of its own.
        var isOk = reply.Status == "ok";
        return state.Take(request => (Fits(request) && request.Topic == reply.Topic && request.Ref == reply.Ref) || IsNone(request))
            ?? state.Take(request => request.Kind == RequestKind.Malformed)
            ?? state.Take(request => Fits(request) && !request.HasAnswerOfItsOwn && request.Topic == reply.Topic)
            ?? state.Take(request => Fits(request) && !request.HasAnswerOfItsOwn && request.Ref == reply.Ref && !string.IsNullOrEmpty(reply.Ref));

        bool IsNone(AirAlgoRequest request) =>
            !isOk && request.Kind == RequestKind.Malformed && (request.Topic is null || request.Topic == reply.Topic) && (request.Ref is null || request.Ref == reply.Ref);

        bool Fits(AirAlgoRequest request) => request.Kind != RequestKind.Malformed && !(isOk && request.HasAnswerOfItsOwn);
    }

    /// <summary>
    /// The first message with nothing but what a subscribe asks for: with something new in it, or with all of it that is known to exist, which an
    /// update of a single token is not unless one was asked for.
    /// </summary>
    private bool Answers(AirAlgoRequest request, JsonElement payload)
    {
        if (request is not { Kind: RequestKind.Subscribe, Tokens: { } tokens }) return false;
        var hasNew = false;
        foreach (var token in payload.EnumerateObject())
        {
            if (!tokens.Contains(token.Name)) return false;
            hasNew |= request.New.Contains(token.Name);
        }

        return hasNew || tokens.All(token => !_served.Contains(token) || payload.TryGetProperty(token, out _));
    }

    private AirAlgoRequest? TakeOrder(FrameView frame, ServerMessage message, AirAlgoConnection state)
    {
        if (message.Payload.ValueKind != JsonValueKind.Object) return null;
        var (token, kind, volume) = OrderLives.Sketch(message.Payload);
        Life = _orders.Find(message, isAwaited: state.IsWaiting(request => IsOrder(request) && request.Order!.Token == token));
        if (Life is not null) return null;
        var taken = state.Take(request => IsOrder(request) && request.Order!.Token == token && request.Order.Kind == kind && request.Order.Quantity == volume)
            ?? state.Take(request => IsOrder(request) && request.Order!.Token == token)
            ?? state.Take(IsOrder);
        Life = _orders.Begin(frame.Frame, message, taken);
        IsFirstWord = true;
        return taken;

        bool IsOrder(AirAlgoRequest request) => request.Kind == RequestKind.Order && request.Topic == message.Topic;
    }

    private void Learn(ServerMessage message, AirAlgoRequest answered, AirAlgoConnection state)
    {
        if (answered.Kind == RequestKind.Join)
        {
            var topic = state.Of(answered.Topic!);
            topic.JoinsUnderWay = Math.Max(0, topic.JoinsUnderWay - 1);
            topic.IsUnsure = message.Status != "ok" && (answered.IsJoined || message.Status != "error");
            topic.IsJoined = message.Status == "ok";
            topic.WasRefused = message.Status == "error" && !topic.IsUnsure;
            state.WasJoined |= topic.IsJoined;
        }

        if (message.IsError && message.Reason == AirAlgoWords.InvalidToken && answered is { Kind: RequestKind.Join, AccessToken: { } token }) Credentials.RefuseToken(token);
        if (answered.Kind == RequestKind.Leave && message.Status == "ok") state.Of(answered.Topic!).IsJoined = false;
        if (answered.Kind == RequestKind.Unsubscribe && message.Event == "unsubscribe") state.Of(answered.Topic!).Unsubscribe(answered);
    }

    private void Serve(JsonElement payload)
    {
        if (_served.Count >= TopicState.Most) return;
        foreach (var token in payload.EnumerateObject()) _served.Add(token.Name);
    }
}
