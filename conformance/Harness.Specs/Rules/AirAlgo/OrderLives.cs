using System.Text.Json;
using Harness.Fixtures.Transcripts;

namespace Harness.Specs.Rules.AirAlgo;

/// <summary>The orders of a session, over all its connections: an order may be executed after a reconnect.</summary>
internal sealed class OrderLives
{
    private const int Most = 10_000;

    private readonly Dictionary<decimal, OrderLife> _byNumber = [];
    private readonly LinkedList<OrderLife> _open = new();

    /// <summary>The order that a response is about, if there was a word about it before.</summary>
    /// <param name="isAwaited">An order that nothing was said of yet would fit it.</param>
    public OrderLife? Find(ServerMessage message, bool isAwaited)
    {
        if (Numbers.Read(message.Payload, "order_number"u8) is { } number && _byNumber.TryGetValue(number, out var known)) return known;

        // Its numbers may have changed on the way, which is for a rule to tell; the first word about another order is no such case.
        if (message.Status == "Pending") return null;
        var transaction = Numbers.Read(message.Payload, "transaction_id"u8);
        if (transaction is not null && _open.FirstOrDefault(life => life.Transaction == transaction) is { } same) return same;
        if (isAwaited) return null;
        var (token, kind, volume) = Sketch(message.Payload);
        return _open.FirstOrDefault(life => life.Token == token && life.Kind == kind && life.Volume == volume);
    }

    public OrderLife Begin(Frame frame, ServerMessage message, AirAlgoRequest? request)
    {
        var (token, kind, volume) = Sketch(message.Payload);
        var life = new OrderLife
        {
            Request = request,
            First = frame,
            Number = Numbers.Read(message.Payload, "order_number"u8),
            Transaction = Numbers.Read(message.Payload, "transaction_id"u8),
            Token = token,
            Kind = kind,
            Volume = volume,
        };
        if (life.Number is { } number && _byNumber.Count < Most) _byNumber[number] = life;
        if (_open.Count < Most) _open.AddLast(life);
        return life;
    }

    /// <summary>Notes a response, once every rule but this session's memory has seen it.</summary>
    public void Follow(OrderLife life, string? status)
    {
        if (status == "Pending") life.WasPending = true;
        if (status is not ("Executed" or "Rejected")) return;
        life.IsOver = true;
        _open.Remove(life);
    }

    public static (string? Token, string? Kind, decimal? Volume) Sketch(JsonElement payload) =>
        (AirAlgoWords.Text(payload, "token_number"), AirAlgoWords.Text(payload, "market_limit_sl"), Numbers.Read(payload, "volume"u8));
}
