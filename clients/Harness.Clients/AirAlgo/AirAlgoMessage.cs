using Harness.Clients.AirAlgo.Payloads;

namespace Harness.Clients.AirAlgo;

/// <summary>One message that the server pushed.</summary>
/// <param name="Event"><c>ltp</c> or <c>order_response</c>; also an event that the document does not list.</param>
/// <param name="Payload">What it says.</param>
public sealed record AirAlgoMessage(string Event, AirAlgoPayload Payload);
