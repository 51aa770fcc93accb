using System.Text.Json;
using Harness.Fixtures.Catalog;
using Harness.Fixtures.Transcripts;
using Harness.Fixtures.Transcripts.Redaction;
using Harness.Specs.Judging;

namespace Harness.Specs.Rules.HedgeTech;

/// <summary>What a session has said so far: tokens issued, what each connection asked for, and the message of the stream that is being judged.</summary>
internal sealed class HedgeTechSession : ITracker
{
    public const string TokenPath = "/auth/user/token/issue";

    /// <summary>More tokens than any session needs; past it the oldest is forgotten.</summary>
    private const int MostTokens = 1000;

    private readonly RuleContext _context;
    private readonly Dictionary<int, (Connection Connection, HandshakeRequest Request)> _requests = [];
    private readonly Dictionary<string, long> _issued = [];
    private readonly Queue<string> _issuedInOrder = new();

    private HedgeTechSession(RuleContext context)
    {
        _context = context;
        Protocol = context.Options.Catalog.Find(context.Header.Protocol)
            ?? throw new InvalidOperationException($"no protocol is called {context.Header.Protocol}");
        var parameters = Protocol.DefaultEndpoint;
        ChannelsToAsk = HandshakeRequest.ChannelsParameter(parameters) is null ? [] : Protocol.Channels;
        SymbolWord = HandshakeRequest.SymbolsParameter(parameters)!.Split('_')[0];
    }

    public Protocol Protocol { get; }

    /// <summary>The channels that a handshake may ask for; empty where the document has no parameter for them.</summary>
    public IReadOnlyList<string> ChannelsToAsk { get; }

    /// <summary>What the document calls the things that are subscribed: symbol, or contract.</summary>
    public string SymbolWord { get; }

    /// <summary>The message that the frame being judged holds: a JSON object from the server on an accepted connection whose request was seen.</summary>
    public StreamMessage? Message { get; private set; }

    /// <summary>The token endpoint has issued a token in this session.</summary>
    public bool HasIssued => _issued.Count > 0;

    public static HedgeTechSession Of(RuleContext context) => context.Track(() => new HedgeTechSession(context));

    /// <summary>What that connection asked for; null where its beginning was not seen.</summary>
    public HandshakeRequest? Of(Connection connection) =>
        _requests.TryGetValue(connection.Number, out var entry) && ReferenceEquals(entry.Connection, connection) ? entry.Request : null;

    /// <summary>The member that names the symbol in messages of that connection.</summary>
    public string IdentifierOf(Connection connection) => Of(connection)?.Identifier ?? Identifier(Protocol.DefaultEndpoint);

    public void OnFrame(FrameView frame)
    {
        Message = null;
        switch (frame.Kind)
        {
            case FrameKind.Http when frame.From == Party.Server:
                if (IsTokenRequest(frame.Connection)) RememberToken(frame.T, frame.Frame.Http!);
                break;
            case FrameKind.Open when frame.From == Party.Client:
                Forget();
                _requests[frame.Connection.Number] = (frame.Connection, Read(frame.Frame));
                break;
            case FrameKind.Text when frame.From == Party.Server && frame.Connection.AcceptedAt is not null && Of(frame.Connection) is { } request:
                if (frame.TryGetObject(out var root)) Message = ReadMessage(request, root);
                break;
        }
    }

    /// <summary>The exchange is a request to the token endpoint.</summary>
    public static bool IsTokenRequest(Connection connection) => connection is { IsWebSocket: false, Request.Path: TokenPath };

    private HandshakeRequest Read(Frame frame)
    {
        var http = frame.Http!;
        var endpoint = Protocol.Endpoints.FirstOrDefault(endpoint => endpoint.Path == http.Path);
        var header = http.Header("Authorization")?.Trim();
        var credential = string.IsNullOrEmpty(header) ? (Credential?)null : Credential.Parse(header);
        var token = credential?.Secret.Trim('"');
        return new HandshakeRequest
        {
            Http = http,
            T = frame.T,
            Endpoint = endpoint,
            Channels = Values(http, endpoint is null ? null : HandshakeRequest.ChannelsParameter(endpoint)),
            Symbols = Values(http, endpoint is null ? null : HandshakeRequest.SymbolsParameter(endpoint)),
            Credential = credential,
            Jwt = token is null ? null : _context.ReadJwt(token),
            IssuedAt = token is not null && (_issued.TryGetValue(token, out var issued) || _issued.TryGetValue(header!, out issued)) ? issued : null,
            IsAsIssued = header is not null && _issued.ContainsKey(header),
            Identifier = Identifier(endpoint ?? Protocol.DefaultEndpoint),
        };
    }

    private static List<string> Values(HttpExchange http, string? parameter) =>
        [.. http.Query.Where(pair => pair.Key == parameter).Select(pair => pair.Value)];

    /// <summary>The member that names the symbol, by the parameter that asks for it.</summary>
    private static string Identifier(ProtocolEndpoint endpoint) => HandshakeRequest.SymbolsParameter(endpoint) switch
    {
        "symbol_names" => "symbolName",
        "contract_id" => "contractId",
        "contract_name" => "contractName",
        _ => "symbolIsin",
    };

    private StreamMessage ReadMessage(HandshakeRequest request, JsonElement root)
    {
        root.TryGetProperty("channel"u8, out var channel);
        root.TryGetProperty(request.Identifier, out var identifier);
        root.TryGetProperty("timestamp"u8, out var timestamp);
        root.TryGetProperty("data"u8, out var data);
        return new StreamMessage(IndexOf(Protocol.Channels, channel), IndexOf(request.Symbols, identifier), channel, identifier, timestamp, data);
    }

    private static int IndexOf(IReadOnlyList<string> words, JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.String) return -1;
        for (var i = 0; i < words.Count; i++)
        {
            if (element.ValueEquals(words[i])) return i;
        }

        return -1;
    }

    private void RememberToken(long t, HttpExchange response)
    {
        if (response is not { Status: >= 200 and < 300, Body: { } body }) return;
        try
        {
            using var json = JsonDocument.Parse(body);
            if (json.RootElement.ValueKind != JsonValueKind.Object
                || !json.RootElement.TryGetProperty("Authorization", out var token)
                || token.ValueKind != JsonValueKind.String
                || token.GetString() is not { Length: > 0 } value
                || !_issued.TryAdd(value, t)) return;
            _issuedInOrder.Enqueue(value);
            if (_issuedInOrder.Count > MostTokens) _issued.Remove(_issuedInOrder.Dequeue());
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            // What is wrong with the answer is the token rule's affair; there is no token in it.
        }
    }

    private void Forget()
    {
        foreach (var (number, entry) in _requests)
        {
            if (entry.Connection.IsOver) _requests.Remove(number);
        }
    }
}
