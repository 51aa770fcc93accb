using System.Text;
using System.Text.Json;
using Harness.Conformance.Runs.Clients;
using Harness.Wire;
using Harness.Wire.Frames;
using Harness.Wire.Handshakes;

namespace Harness.Conformance.Mutants.Virtuoso;

/// <summary>A small client of the Virtuoso document on the raw wire, which keeps to it but for its quirks.</summary>
internal sealed class VirtuosoRawClient(VirtuosoQuirks quirks, ClientTask task)
{
    /// <summary>More than any case sends: what is too much for it, a client of these says itself.</summary>
    private const int Longest = 4 << 20;

    private readonly SeededMasks _masks = new(1);
    private Heard? _last;
    private bool _lost;
    private bool _gaveUp;
    private Task _pong = Task.CompletedTask;

    public static Task PlayAsync(VirtuosoQuirks quirks, ClientTask task, CancellationToken cancellationToken) =>
        new VirtuosoRawClient(quirks, task).PlayAsync(cancellationToken);

    private async Task PlayAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            await ConnectAsync(cancellationToken);
            cancellationToken.ThrowIfCancellationRequested();
            _lost = true;
            await Task.Delay(_gaveUp ? Timeout.InfiniteTimeSpan : quirks.Wait ?? Timeout.InfiniteTimeSpan, task.Time, cancellationToken);
        }
    }

    private async Task ConnectAsync(CancellationToken cancellationToken)
    {
        var result = await WireHandshake.ConnectAsync(
            new UpgradeRequest(new Uri(task.Values["ws"] + quirks.Target(task.Values["path"])))
            {
                Dial = task.Dial is { } dial ? (_, cancellation) => dial(cancellation) : null,
                Time = task.Time,
                Wire = WireOptions.Default with { AnswerPings = quirks.AnswersPings, Masks = _masks, MaxMessageBytes = Longest },
            },
            cancellationToken);
        _gaveUp |= quirks.GivesUpWhenRefused && result.Connection is null;
        if (result.Connection is not { } wire) return;
        var login = VirtuosoLogin.Of(task);
        Say(wire, quirks.First(login));
        Say(wire, login.ToString());
        if (quirks.IsHasty) Subscribe(wire);
        await using var ping = quirks.LeavesWithoutPong ? LastPing.Send(wire, task.Time, () => _gaveUp = true) : null;
        await wire.RunAsync(new Handler(this, wire, cancellationToken), cancellationToken);
        await _pong;
    }

    private void Hear(WireConnection wire, string text, CancellationToken cancellationToken)
    {
        if (quirks.IsTooMuch(text) || IsUneven(text))
        {
            _gaveUp = true;
            wire.Cut();
            return;
        }

        switch (EventOf(text))
        {
            case "authenticated" when !quirks.IsHasty:
                Say(wire, quirks.Second);
                for (var n = _lost ? quirks.SubscribesAfterLoss : 1; n > 0; n--) Subscribe(wire);
                if (quirks.FallsAsleep) wire.Stall();
                break;
            case "ping":
                _pong = PongAsync(wire, cancellationToken);
                break;
        }
    }

    private bool IsUneven(string text)
    {
        if (!text.Contains("\"channel\":", StringComparison.Ordinal)) return false;
        var before = _last;
        _last = new Heard(text, task.Time.GetUtcNow());
        return quirks.Resents(before, _last);
    }

    private async Task PongAsync(WireConnection wire, CancellationToken cancellationToken)
    {
        if (quirks.PongAfter > TimeSpan.Zero) await Task.Delay(quirks.PongAfter, task.Time, cancellationToken);
        Say(wire, quirks.Pong(task.Time.GetUtcNow().ToUnixTimeMilliseconds()));
    }

    private void Subscribe(WireConnection wire) => Say(
        wire,
        $$$"""{"action":"subscribe","channels":{{{List("channels")}}},"params":{"exchange":"{{{task.Values["exchange"]}}}","symbols":{{{List("symbols")}}}}}""");

    private string List(string name) => JsonSerializer.Serialize(task.Values[name].Split(',', StringSplitOptions.RemoveEmptyEntries));

    private static void Say(WireConnection wire, string? text)
    {
        if (text is not null) wire.Send(WireMessage.Text(text));
    }

    private static string? EventOf(string text)
    {
        try
        {
            using var json = JsonDocument.Parse(text);
            return json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.TryGetProperty("event", out var name) ? name.GetString() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private sealed class Handler(VirtuosoRawClient client, WireConnection wire, CancellationToken cancellationToken) : IWireHandler
    {
        public void OnMessage(WireOpcode opcode, ReadOnlyMemory<byte> payload) => client.Hear(wire, Encoding.UTF8.GetString(payload.Span), cancellationToken);

        public void OnPing(ReadOnlyMemory<byte> payload) => client.Quirks.OnPing(wire);

        public void OnClosed(WireClosed closed)
        {
        }
    }

    private VirtuosoQuirks Quirks => quirks;
}
