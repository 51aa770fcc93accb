using System.Text;
using System.Text.Json;
using Harness.Conformance.Runs.Clients;
using Harness.Wire;
using Harness.Wire.Frames;
using Harness.Wire.Handshakes;

namespace Harness.Conformance.Mutants.Odin;

/// <summary>A small client of Odin Streamer on the raw wire, which keeps to the document but for its quirks.</summary>
internal sealed class OdinRawClient(OdinQuirks quirks, ClientTask task)
{
    /// <summary>More than any case sends: what is too much for it, a client of these says itself.</summary>
    private const int Longest = 4 << 20;

    private readonly SeededMasks _masks = new(1);
    private string? _givenId;
    private Heard? _last;
    private bool _hasLost;
    private bool _hasEnough;

    public static Task PlayAsync(OdinQuirks quirks, ClientTask task, CancellationToken cancellationToken) => new OdinRawClient(quirks, task).PlayAsync(cancellationToken);

    private async Task PlayAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            await ConnectAsync(cancellationToken);
            cancellationToken.ThrowIfCancellationRequested();
            _hasLost = true;
            await Task.Delay(_hasEnough ? Timeout.InfiniteTimeSpan : quirks.Wait ?? Timeout.InfiniteTimeSpan, task.Time, cancellationToken);
        }
    }

    private async Task ConnectAsync(CancellationToken cancellationToken)
    {
        var target = quirks.Target(task.Values["url"][task.Values["ws"].Length..]);
        if (_givenId is { } id && !target.Contains('?', StringComparison.Ordinal)) target += "?client_id=" + Uri.EscapeDataString(id);
        if (_hasLost) target = quirks.TargetAfterLoss(target);
        var result = await WireHandshake.ConnectAsync(
            new UpgradeRequest(new Uri(task.Values["ws"] + target))
            {
                Dial = task.Dial is { } dial ? (_, cancellation) => dial(cancellation) : null,
                Time = task.Time,
                Wire = WireOptions.Default with { AnswerPings = quirks.AnswersPings, Masks = _masks, MaxMessageBytes = Longest },
            },
            cancellationToken);
        _hasEnough |= quirks.GivesUpWhenRefused && result.Connection is null;
        if (result.Connection is not { } wire) return;
        foreach (var request in quirks.Subscribe(task.Values["symbols"].Split(','), _hasLost)) wire.Send(WireMessage.Text(request));
        await using var ping = quirks.LeavesWithoutPong ? LastPing.Send(wire, task.Time, () => _hasEnough = true) : null;
        await wire.RunAsync(new Handler(this, wire), cancellationToken);
    }

    private bool IsTooMuch(WireConnection wire, string message)
    {
        if (quirks.FallsAsleep) wire.Stall();
        if (!message.Contains("\"market_data\"", StringComparison.Ordinal)) return quirks.IsTooMuch(message);
        var before = _last;
        _last = new Heard(message, task.Time.GetUtcNow());
        return quirks.IsTooMuch(message) || quirks.Resents(before, _last);
    }

    private sealed class Handler(OdinRawClient client, WireConnection wire) : IWireHandler
    {
        public void OnMessage(WireOpcode opcode, ReadOnlyMemory<byte> payload)
        {
            var message = Encoding.UTF8.GetString(payload.Span);
            client._givenId ??= IdIn(message);
            if (!client.IsTooMuch(wire, message)) return;
            client._hasEnough = true;
            wire.Close(1000);
        }

        private static string? IdIn(string message)
        {
            if (!message.Contains("\"welcome\"", StringComparison.Ordinal)) return null;
            using var welcome = JsonDocument.Parse(message);
            return welcome.RootElement.GetProperty("client_id").GetString();
        }

        public void OnPing(ReadOnlyMemory<byte> payload) => client.Quirks.OnPing(wire, payload);

        public void OnClosed(WireClosed closed)
        {
        }
    }

    private OdinQuirks Quirks => quirks;
}
