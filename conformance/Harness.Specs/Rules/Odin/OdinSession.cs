using System.Text.Json;
using Harness.Fixtures.Catalog;
using Harness.Fixtures.Transcripts;
using Harness.Specs.Judging;

namespace Harness.Specs.Rules.Odin;

/// <summary>What all rules know of the frame that is being judged: the request in it, the message in it, what it answers, and whose it is.</summary>
internal sealed class OdinSession : ITracker
{
    /// <summary>Data that is on its way when an unsubscribe is answered.</summary>
    private static readonly long InFlight = Seconds.Of(1);

    private const int MostClients = 10_000;

    private static readonly string Path = ProtocolCatalog.Embedded.Find("odin")!.DefaultEndpoint.Path;

    private readonly PerConnection<Holder> _connections = new(() => new Holder());
    private readonly Dictionary<string, OdinClient> _clients = [];

    public StockNames Names { get; } = new();

    /// <summary>The request in this frame; null where it has none.</summary>
    public OdinRequest? Request { get; private set; }

    /// <summary>The message in this frame; null where it is no JSON object of the server.</summary>
    public OdinMessage? Message { get; private set; }

    /// <summary>The request that <see cref="Message"/> answers.</summary>
    public OdinRequest? Answered { get; private set; }

    public static OdinSession Of(RuleContext context) => context.Track(() => new OdinSession());

    /// <summary>A handshake at the documented path.</summary>
    public static bool IsEndpoint(Connection connection) => connection is { IsWebSocket: true, Request.Path: { } path } && path.TrimEnd('/') == Path;

    /// <summary>Null for anything but an accepted connection to the endpoint whose handshake was seen.</summary>
    public OdinConnection? Of(Connection connection) => _connections.Find(connection)?.Connection;

    /// <summary>Whether the client has another connection that lives.</summary>
    public bool HasOther(Connection connection, string id) =>
        _connections.All.Any(one => one.Connection.IsOpen && !ReferenceEquals(one.Connection, connection) && one.State.Connection?.ClientId == id);

    public void OnFrame(FrameView frame)
    {
        Request = null;
        Message = null;
        Answered = null;
        switch (frame.Kind)
        {
            case FrameKind.Open when frame.From == Party.Server && IsEndpoint(frame.Connection):
                Begin(frame.Connection);
                break;
            case FrameKind.Text when Of(frame.Connection) is { } connection:
                if (frame.From == Party.Client) Ask(frame, connection);
                else Tell(frame, connection);
                break;
            case FrameKind.Binary when frame.From == Party.Server && Of(frame.Connection) is { } connection:
                connection.SpeaksBinary = true;
                break;
            case FrameKind.Close or FrameKind.Reset when Of(frame.Connection) is { } connection:
                connection.Client.LeftAt = frame.T;
                break;
        }
    }

    private void Begin(Connection handshake)
    {
        var ids = handshake.Request!.Query?.Where(pair => pair.Key == "client_id").Select(pair => pair.Value).ToList() ?? [];
        var own = ids is [{ Length: > 0 } id] ? id : null;
        var connection = new OdinConnection { OwnId = own, HasNoId = ids.TrueForAll(value => value.Length == 0), ClientId = own };
        _connections.Of(handshake).Connection = connection;
        if (own is not null) Join(connection, own);
    }

    private void Join(OdinConnection connection, string id)
    {
        connection.ClientId = id;
        if (_clients.TryGetValue(id, out var known))
        {
            connection.Client = known;
        }
        else
        {
            // Who chose the id may have used it before anybody looked; whom the server named has not.
            connection.Client.IsOpenEnded = connection.OwnId is not null;
            if (_clients.Count < MostClients) _clients.Add(id, connection.Client);
        }

        connection.Client.Connect();
    }

    private void Ask(FrameView frame, OdinConnection connection)
    {
        var request = OdinRequest.Read(frame);
        Request = request;
        connection.Add(request);
        if (request.Kind != RequestKind.Subscribe) return;
        foreach (var item in request.Items)
        {
            if (!string.IsNullOrWhiteSpace(item)) connection.Client.Ask(Names.WordOf(item), StockNames.IsToken(StockNames.Plain(item)));
        }
    }

    private void Tell(FrameView frame, OdinConnection connection)
    {
        if (!frame.TryGetObject(out var root)) return;
        var message = new OdinMessage(root);
        Message = message;
        if (connection.ClientId is null && (OdinMessage.Text(root, "client_id"u8) ?? OdinMessage.Text(message.Data, "client_id"u8)) is { } given) Join(connection, given);
        if (message.Type == "welcome") Greet(connection, message);
        if (message.Type == "market_data" && OdinMessage.Text(root, "token"u8) is { } token && OdinMessage.Text(root, "symbol"u8) is { } symbol) Learn(token, symbol);
        Answered = connection.Answer(message);
        if (Answered is null || message.Type != "subscription_response" || message.Status == "error") return;
        if (Answered.Kind == RequestKind.Subscribe) Grant(connection.Client, Answered, message);
        else Drop(connection.Client, Answered, frame.T + InFlight);
    }

    private static void Greet(OdinConnection connection, OdinMessage message)
    {
        if (connection.IsGreeted) return;
        connection.IsGreeted = true;
        connection.Restored = Numbers.Read(message.Data, "subscribed_stocks"u8);
        if (connection.Restored == 0 && connection.Client.Connections <= 1) connection.Client.IsOpenEnded = false;
    }

    private void Grant(OdinClient client, OdinRequest request, OdinMessage answer)
    {
        var failed = StockNames.Read(answer.Data, "failed_stocks"u8).Select(StockNames.Plain).ToHashSet();
        foreach (var item in failed) client.Fail(Names.WordOf(item));
        var granted = request.Items.Where(item => !string.IsNullOrWhiteSpace(item) && !failed.Contains(StockNames.Plain(item))).ToList();
        var names = StockNames.Read(answer.Data, "subscribed_stocks"u8);
        for (var i = 0; i < granted.Count && names.Count == granted.Count; i++)
        {
            if (StockNames.SymbolIn(names[i]) is { } symbol) Learn(StockNames.Plain(granted[i]), symbol);
        }

        var words = names.Select(name => Names.WordOf(StockNames.SymbolIn(name) ?? name)).ToHashSet();
        client.Grant(granted.Select(Names.WordOf).Where(words.Contains).ToHashSet());
    }

    private void Drop(OdinClient client, OdinRequest request, long from)
    {
        foreach (var item in request.Items)
        {
            if (!string.IsNullOrWhiteSpace(item)) client.Drop(Names.WordOf(item), StockNames.IsToken(StockNames.Plain(item)), from);
        }
    }

    private void Learn(string token, string symbol)
    {
        if (!Names.Learn(token, symbol)) return;
        foreach (var client in _clients.Values) client.Rename(token, StockNames.Plain(symbol));
    }

    private sealed class Holder
    {
        public OdinConnection? Connection { get; set; }
    }
}
