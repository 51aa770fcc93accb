using System.Text.Json;
using Harness.Fixtures.Transcripts;
using Harness.Specs.Judging;

namespace Harness.Specs.Rules.Virtuoso;

/// <summary>
/// Follows every connection: who has authenticated, what is subscribed, and which request a reply answers. Replies name no request, so that the
/// oldest one that fits is taken for it.
/// </summary>
internal sealed class VirtuosoSession : ITracker
{
    private readonly PerConnection<VirtuosoConnection> _connections = new(() => new VirtuosoConnection());
    private string _lastExchange = "";
    private string _lastSymbol = "";

    private VirtuosoSession()
    {
    }

    /// <summary>The message of the server that is being judged, if it is one JSON object.</summary>
    public ServerMessage? Server { get; private set; }

    /// <summary>The first field of <see cref="Server"/> that the document does not show, or null.</summary>
    public string? UnknownField { get; private set; }

    /// <summary>The request of the client that is being judged.</summary>
    public VirtuosoRequest? Request { get; private set; }

    public static VirtuosoSession Of(RuleContext context) => context.Track(() => new VirtuosoSession());

    /// <summary>What is known of a connection; null where its beginning was not seen or frames are missing.</summary>
    public VirtuosoConnection? Of(Connection connection) => connection is { Request: not null, HasGap: false } ? _connections.Of(connection) : null;

    public void OnFrame(FrameView frame)
    {
        Server = null;
        Request = null;
        UnknownField = null;
        if (frame.Kind != FrameKind.Text) return;
        var state = Of(frame.Connection);
        if (frame.From == Party.Client) ReadRequest(frame, state);
        else if (frame.TryGetObject(out var root)) ReadMessage(frame, state, root);
    }

    private void ReadRequest(FrameView frame, VirtuosoConnection? state)
    {
        if (state is null)
        {
            // Frames are missing before this one: whatever it may ask for, nothing is known that could be held against it.
            Request = RequestReader.Read(frame, isAuthenticated: false, isAuthenticating: true);
            return;
        }

        Request = RequestReader.Read(frame, state.IsAuthenticated, state.IsWaitingFor(RequestKind.Authenticate));
        if (Request is null) return;
        if (Request.Kind == RequestKind.Authenticate) state.HasTried = true;
        Request.WasSubscribed = Request.Keys.Count > 0 && Request.Keys.All(state.Subscribed.ContainsKey);
        state.Wait(Request);
    }

    private void ReadMessage(FrameView frame, VirtuosoConnection? state, JsonElement root)
    {
        var hasChannel = root.TryGetProperty("channel"u8, out var channel);
        root.TryGetProperty("data"u8, out var data);
        var word = hasChannel ? Known(channel, VirtuosoWords.Channels) : null;
        var name = !hasChannel && root.TryGetProperty("event"u8, out var member) ? Known(member, VirtuosoWords.Events) : null;
        var key = word is null ? default : word == VirtuosoWords.SystemEvents ? new SubscriptionKey(word, "", "") : KeyOf(word, root);
        Server = new ServerMessage(root, word, name, hasChannel, key, data, name is null || state is null ? null : Settle(frame, state, name, root));
        UnknownField = KnownFields.FindUnknown(Server.Value);
    }

    /// <summary>Finds the request that an event answers, and does what it brings about.</summary>
    private static VirtuosoRequest? Settle(FrameView frame, VirtuosoConnection state, string name, JsonElement root)
    {
        switch (name)
        {
            case "authenticated":
                state.AuthenticatedAt ??= frame.T;
                return state.Answer(frame.T, request => request.Kind == RequestKind.Authenticate);
            case "subscribed":
                var subscribed = AnswerTo(RequestKind.Subscribe, frame, state, root);
                if (subscribed is not null) state.Subscribe(subscribed);
                return subscribed;
            case "unsubscribed":
                var unsubscribed = AnswerTo(RequestKind.Unsubscribe, frame, state, root);
                if (unsubscribed is not null) state.Unsubscribe(unsubscribed);
                return unsubscribed;
            case "pong":
                return state.Answer(frame.T, request => request.Kind == RequestKind.Ping);
            case "error":
                return state.Answer(frame.T, _ => true);
            default:
                return null;
        }
    }

    private static VirtuosoRequest? AnswerTo(RequestKind kind, FrameView frame, VirtuosoConnection state, JsonElement root)
    {
        var channels = RequestReader.Strings(root, "channels"u8) ?? [];
        return state.Answer(frame.T, request => request.Kind == kind && request.Channels.Order(StringComparer.Ordinal).SequenceEqual(channels.Order(StringComparer.Ordinal)))
            ?? state.Answer(frame.T, request => request.Kind == kind);
    }

    private SubscriptionKey KeyOf(string channel, JsonElement root)
    {
        root.TryGetProperty("exchange"u8, out var exchange);
        root.TryGetProperty("symbol"u8, out var symbol);
        return new SubscriptionKey(channel, Text(exchange, ref _lastExchange), Text(symbol, ref _lastSymbol));
    }

    /// <summary>Streams repeat the same few names: the last one is not made into a string again.</summary>
    private static string Text(JsonElement element, ref string last)
    {
        if (element.ValueKind != JsonValueKind.String) return "";
        return element.ValueEquals(last) ? last : last = element.GetString()!;
    }

    private static string? Known(JsonElement element, string[] words)
    {
        if (element.ValueKind != JsonValueKind.String) return null;
        foreach (var word in words)
        {
            if (element.ValueEquals(word)) return word;
        }

        return null;
    }
}
