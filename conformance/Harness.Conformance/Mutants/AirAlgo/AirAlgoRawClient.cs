using System.Globalization;
using System.Text;
using System.Text.Json;
using Harness.Conformance.Runs.Clients;
using Harness.Conformance.Runs.Clients.InProcess;
using Harness.Wire;
using Harness.Wire.Frames;
using Harness.Wire.Handshakes;

namespace Harness.Conformance.Mutants.AirAlgo;

/// <summary>A small client of the AirAlgo document on the raw wire, which keeps to it but for its quirks.</summary>
internal sealed class AirAlgoRawClient(AirAlgoQuirks quirks, ClientTask task) : IDisposable
{
    /// <summary>Each rejection is answered at once: without an end to it, virtual time would never move on.</summary>
    private const int MostRepeats = 20;

    private static readonly TimeSpan Beggar = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(30);

    /// <summary>More than any case sends: what is too much for it, a client of these says itself.</summary>
    private const int Longest = 4 << 20;

    private readonly HttpMessageInvoker _http = ReferenceClients.Invoker(task);
    private readonly SeededMasks _masks = new(1);
    private readonly string _topic = "api:" + task.Values["api_key"];
    private Heard? _last;
    private string? _token;
    private bool _hasOrdered;
    private int _repeats;
    private bool _lost;
    private bool _hasData;
    private int _references;

    public static async Task PlayAsync(AirAlgoQuirks quirks, ClientTask task, CancellationToken cancellationToken)
    {
        using var client = new AirAlgoRawClient(quirks, task);
        await client.PlayAsync(cancellationToken);
    }

    public void Dispose() => _http.Dispose();

    private async Task PlayAsync(CancellationToken cancellationToken)
    {
        for (var attempt = 0; ; attempt++)
        {
            _hasData = false;
            while (_token is null && !await LogInAsync(cancellationToken) && quirks.BegsForTokens) await Task.Delay(Beggar, task.Time, cancellationToken);
            if (_token is null) break;
            await ConnectAsync(cancellationToken);
            cancellationToken.ThrowIfCancellationRequested();
            if (_hasData) attempt = 0;
            _lost = true;
            if (quirks.Wait(attempt) is not { } wait) break;
            await Task.Delay(wait, task.Time, cancellationToken);
        }

        await Task.Delay(Timeout.InfiniteTimeSpan, task.Time, cancellationToken);
    }

    private async Task<bool> LogInAsync(CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, task.Values["http"] + quirks.TokenTarget(task.Values["api_key"]));
        using var response = await _http.SendAsync(request, cancellationToken);
        if (!response.IsSuccessStatusCode) return false;
        var json = JsonElement.Parse(await response.Content.ReadAsByteArrayAsync(cancellationToken));
        _token = json.TryGetProperty("access_token", out var token) ? token.GetString() : null;
        return _token is not null;
    }

    private async Task ConnectAsync(CancellationToken cancellationToken)
    {
        var result = await WireHandshake.ConnectAsync(
            new UpgradeRequest(new Uri(task.Values["ws"] + quirks.SocketTarget))
            {
                Dial = task.Dial is { } dial ? (_, cancellation) => dial(cancellation) : null,
                Time = task.Time,
                Wire = WireOptions.Default with { Masks = _masks, MaxMessageBytes = Longest },
            },
            cancellationToken);
        if (result.Connection is not { } wire) return;
        quirks.OnOpen(wire);
        if (quirks.SubscribesFirst) Subscribe(wire);
        Send(wire, "phx_join", $$"""{"access_token":"{{_token}}"}""");
        await using var beat = quirks.Heartbeats ? task.Time.CreateTimer(_ => Send(wire, "heartbeat", "{}", "phoenix"), null, Beat, Beat) : null;
        await using var ping = quirks.LeavesWithoutPong ? LastPing.Send(wire, task.Time, static () => { }) : null;
        await using var storm = quirks.SubscribesEvery is { } every ? task.Time.CreateTimer(_ => Subscribe(wire), null, every, every) : null;
        await wire.RunAsync(new Handler(this, wire), cancellationToken);
    }

    private void Subscribe(WireConnection wire) =>
        Send(wire, "subscribe", $$"""{"list":[{{string.Join(',', task.Values["symbols"].Split(',').Select(symbol => $"\"{symbol}\""))}}]}""");

    private void Order(WireConnection wire)
    {
        if (_hasOrdered || task.Values["orders"].Length == 0) return;
        _hasOrdered = !quirks.RepeatsOrders;
        foreach (var order in JsonElement.Parse(Encoding.UTF8.GetBytes(task.Values["orders"])).EnumerateArray())
        {
            for (var copy = 0; copy < quirks.OrderCopies; copy++) Send(wire, "order", order.GetRawText());
        }
    }

    private void Send(WireConnection wire, string name, string payload, string? topic = null)
    {
        var reference = Interlocked.Increment(ref _references).ToString(CultureInfo.InvariantCulture);
        wire.Send(WireMessage.Text(quirks.Say(name, $$"""{"topic":"{{topic ?? _topic}}","event":"{{name}}","payload":{{payload}},"ref":"{{reference}}"}""")));
    }

    private void Take(WireConnection wire, string text)
    {
        if (quirks.IsTooMuch(text))
        {
            wire.Close(1000);
            return;
        }

        if (text.Contains("\"event\":\"ltp\"", StringComparison.Ordinal))
        {
            if (!_hasData) Order(wire);
            _hasData = true;
            Feel(wire, text);
        }
        else if (quirks.RepeatsRejected && _repeats < MostRepeats && text.Contains("\"status\":\"Rejected\"", StringComparison.Ordinal))
        {
            _repeats++;
            _hasOrdered = false;
            Order(wire);
        }
        else if (text.Contains("\"status\":\"ok\"", StringComparison.Ordinal) && text.Contains(_topic, StringComparison.Ordinal))
        {
            if (!_lost || quirks.Resubscribes) Subscribe(wire);
            if (quirks.FallsAsleep) wire.Stall();
        }
        else if (text.Contains("Invalid Access Token", StringComparison.Ordinal))
        {
            if (!quirks.KeepsToken) _token = null;
            wire.Close(1000);
        }
    }

    private void Feel(WireConnection wire, string prices)
    {
        var before = _last;
        _last = new Heard(prices, task.Time.GetUtcNow());
        if (quirks.Resents(before, _last)) wire.Close(1000);
    }

    private sealed class Handler(AirAlgoRawClient client, WireConnection wire) : IWireHandler
    {
        public void OnMessage(WireOpcode opcode, ReadOnlyMemory<byte> payload) => client.Take(wire, Encoding.UTF8.GetString(payload.Span));

        public void OnClosed(WireClosed closed)
        {
            // The end of RunAsync tells.
        }
    }
}
