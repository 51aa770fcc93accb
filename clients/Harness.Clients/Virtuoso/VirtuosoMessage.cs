using Harness.Clients.Virtuoso.Payloads;

namespace Harness.Clients.Virtuoso;

/// <summary>One message of a channel.</summary>
/// <param name="Channel">The channel's name; also one that the document does not list, see <see cref="UnknownPayload"/>.</param>
/// <param name="Exchange">The exchange; null on <see cref="VirtuosoChannel.SystemEvents"/>.</param>
/// <param name="Symbol">The symbol; null on <see cref="VirtuosoChannel.SystemEvents"/>.</param>
/// <param name="Type">The kind of market data, <c>ticker</c>; null on other channels.</param>
/// <param name="Event">What happened: <c>update</c> on orders and positions, the event's name on system events; else null.</param>
/// <param name="Timestamp">When the server sent it.</param>
/// <param name="Data">What it says.</param>
public sealed record VirtuosoMessage(
    string Channel, string? Exchange, string? Symbol, string? Type, string? Event, DateTimeOffset Timestamp, VirtuosoPayload Data);
