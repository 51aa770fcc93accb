using System.Text;
using System.Text.Json;
using Harness.Conformance.Runs.Clients;
using Harness.Conformance.Runs.Clients.InProcess;
using Harness.Wire;
using Harness.Wire.Frames;
using Harness.Wire.Handshakes;

namespace Harness.Conformance.Mutants.HedgeTech;

/// <summary>A small client of the HedgeTech documents on the raw wire, which keeps to them but for its quirks.</summary>
internal sealed class TseRawClient(TseQuirks quirks, ClientTask task) : IDisposable
{
    /// <summary>More than any case sends: what is too much for it, a client of these says itself.</summary>
    private const int Longest = 4 << 20;

    private static readonly TimeSpan Beggar = TimeSpan.FromMilliseconds(50);

    private readonly HttpMessageInvoker _http = ReferenceClients.Invoker(task);
    private readonly SeededMasks _masks = new(1);
    private Heard? _last;
    private string? _token;
    private bool _lost;
    private bool _hasData;

    public static async Task PlayAsync(TseQuirks quirks, ClientTask task, CancellationToken cancellationToken)
    {
        using var client = new TseRawClient(quirks, task);
        await client.PlayAsync(cancellationToken);
    }

    public void Dispose() => _http.Dispose();

    private async Task PlayAsync(CancellationToken cancellationToken)
    {
        for (var attempt = 0; ; attempt++)
        {
            var count = _lost ? quirks.ConnectionsAfterLoss : 1;
            _hasData = false;
            while (_token is null && !await LogInAsync(cancellationToken) && quirks.BegsForTokens) await Task.Delay(Beggar, task.Time, cancellationToken);
            if (_token is null) return;
            await Task.WhenAll(Enumerable.Range(0, count).Select(_ => ConnectAsync(cancellationToken)));
            cancellationToken.ThrowIfCancellationRequested();
            if (_hasData && !quirks.NeverStartsAnew) attempt = 0;
            _lost = true;
            if (quirks.Wait(attempt) is not { } wait)
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, task.Time, cancellationToken);
                return;
            }

            await Task.Delay(wait, task.Time, cancellationToken);
        }
    }

    private async Task<bool> LogInAsync(CancellationToken cancellationToken)
    {
        var (method, contentType, body) = quirks.Login(task.Values["username"], task.Values["password"]);
        using var request = new HttpRequestMessage(new HttpMethod(method), task.Values["http"] + "/auth/user/token/issue");
        if (method != "GET")
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
            request.Content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        }

        using var response = await _http.SendAsync(request, cancellationToken);
        if (!response.IsSuccessStatusCode) return false;
        var json = JsonElement.Parse(await response.Content.ReadAsByteArrayAsync(cancellationToken));
        _token = json.TryGetProperty("Authorization", out var token) ? token.GetString() : null;
        return _token is not null;
    }

    private async Task ConnectAsync(CancellationToken cancellationToken)
    {
        var target = task.Values["url"][task.Values["ws"].Length..];
        target = _lost && quirks.TargetAfterLoss is { } other ? other(target) : quirks.Target(target);
        var headers = quirks.Headers.ToList();
        if (quirks.Authorization(_token!) is { } authorization) headers.Add(new("Authorization", authorization));
        if (quirks.ReadsAnything)
        {
            await DeafSocket.ReadAsync(task, target, _token!, cancellationToken);
            return;
        }

        var result = await WireHandshake.ConnectAsync(
            new UpgradeRequest(new Uri(task.Values["ws"] + target))
            {
                Headers = headers,
                Dial = task.Dial is { } dial ? (_, cancellation) => dial(cancellation) : null,
                Time = task.Time,
                Wire = WireOptions.Default with { AnswerPings = quirks.AnswersPings, Masks = _masks, MaxMessageBytes = Longest },
            },
            cancellationToken);
        if (result.Connection is not { } wire) return;
        quirks.OnOpen(wire);
        await using var ping = quirks.LeavesWithoutPong ? LastPing.Send(wire, task.Time, static () => { }) : null;
        await wire.RunAsync(new Handler(this, wire), cancellationToken);
    }

    private sealed class Handler(TseRawClient client, WireConnection wire) : IWireHandler
    {
        public void OnMessage(WireOpcode opcode, ReadOnlyMemory<byte> payload)
        {
            client._hasData = true;
            var before = client._last;
            client._last = new Heard(Encoding.UTF8.GetString(payload.Span), client.Now);
            if (client.Quirks.IsTooMuch(client._last.Text) || client.Quirks.Resents(before, client._last)) wire.Close(1000);
        }

        public void OnPing(ReadOnlyMemory<byte> payload) => client.Quirks.OnPing(wire, payload);

        public void OnClosed(WireClosed closed)
        {
            // After a rejection the token may be why.
            if (closed.Code == 1008 && !client.Quirks.KeepsToken) client._token = null;
        }
    }

    private TseQuirks Quirks => quirks;

    private DateTimeOffset Now => task.Time.GetUtcNow();
}
