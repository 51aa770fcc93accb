namespace Harness.Clients.HedgeTech.Tse.Payloads;

/// <summary>The <c>data</c> of a message: one type a channel. Prices and values are in the exchange's currency,
/// quantities in shares or units; the document names neither.</summary>
public abstract record TsePayload
{
    private protected TsePayload()
    {
    }
}
