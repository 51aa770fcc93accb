using Harness.Mocks.Protocols.AirAlgo.Messages;

namespace Harness.Mocks.Protocols.AirAlgo.Trading;

/// <summary>An order and what stays the same in every response to it.</summary>
/// <param name="Number">Unique and growing.</param>
/// <param name="Transaction">One more for each of the account's orders.</param>
/// <param name="Instrument">Null where nothing trades under the order's token number.</param>
/// <param name="Channel">Who placed it; null for one that came from outside the wire.</param>
internal sealed record PlacedOrder(long Number, long Transaction, OrderPayload Payload, AirAlgoAccount Account, AirAlgoInstrument? Instrument, ApiChannel? Channel);
