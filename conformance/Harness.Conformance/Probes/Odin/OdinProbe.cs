using System.Text.Json;
using Harness.Fixtures.Cases;
using Harness.Fixtures.Transcripts;

namespace Harness.Conformance.Probes.Odin;

/// <summary>Odin Streamer: no login; an id in the query where there is one, and everything else in messages.</summary>
internal sealed class OdinProbe : IProtocolProbe
{
    private const string Hours = "09:15 to 15:30 Indian time";

    private static readonly TimeSpan IndiaOffset = new(5, 30, 0);
    private static readonly TimeOnly Opening = new(9, 15);
    private static readonly TimeOnly Closing = new(15, 30);

    public string Protocol => "odin";

    public Task<ProbeRequest> OpenAsync(ProbeTask task, CancellationToken cancellationToken) =>
        Task.FromResult(new ProbeRequest(task.Endpoint.Path, task.Query(), []));

    /// <summary>
    /// Market Hours Control: data streams during market hours alone, and operations outside them may be refused. The document does not say either in which
    /// kind of frame messages travel.
    /// </summary>
    public string? Excuse(ProbeTask task, IReadOnlyList<ExchangeStep> expected, IReadOnlyList<Frame> frames)
    {
        if (frames.Any(frame => frame is { Kind: FrameKind.Binary, From: Party.Server }) && expected.Any(step => step.Event.Kind == CaseEventKind.Message))
        {
            return "it sends its messages in binary frames; the document names no kind of frame, and only text is read here";
        }

        var types = expected.Select(TypeOf).ToList();
        if (!types.TrueForAll(type => type is "market_data" or "subscription_response" or "subscriptions")) return null;
        var market = MarketWords.Of(frames);
        if (market.Refusal is { } words) return $"it refuses to subscribe while its market is closed: {words}";
        if (!types.TrueForAll(type => type == "market_data")) return null;
        if (market.IsOpen == false) return $"it says that its market is closed; the case can be judged while it is open ({Hours})";
        return market.IsOpen is null && HasAsked(frames) && IsOutsideHours(task.Time.GetUtcNow())
            ? $"it does not say whether its market is open, and by the document's hours ({Hours}) it is not"
            : null;
    }

    /// <summary>market_status is the documented way to learn why no data comes.</summary>
    public string? Inquiry(IReadOnlyList<ExchangeStep> expected, IReadOnlyList<Frame> frames) =>
        expected.All(step => TypeOf(step) == "market_data") && !HasAsked(frames) && MarketWords.Of(frames).IsOpen is null ? """{"action":"market_status"}""" : null;

    private static string? TypeOf(ExchangeStep step)
    {
        if (step.Event is not { Kind: CaseEventKind.Message, Content: { } content }) return null;
        using var message = JsonDocument.Parse(content);
        return message.RootElement.ValueKind == JsonValueKind.Object && message.RootElement.TryGetProperty("type"u8, out var type) && type.ValueKind == JsonValueKind.String ? type.GetString() : null;
    }

    private static bool HasAsked(IReadOnlyList<Frame> frames) =>
        frames.Any(frame => frame is { Kind: FrameKind.Text, From: Party.Client } && frame.Payload.Span.IndexOf("\"market_status\""u8) >= 0);

    private static bool IsOutsideHours(DateTimeOffset now)
    {
        var time = TimeOnly.FromDateTime(now.ToOffset(IndiaOffset).DateTime);
        return time < Opening || time >= Closing;
    }
}
