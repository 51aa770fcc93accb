namespace Harness.Clients.AirAlgo.Payloads;

/// <summary>
/// Event <c>order_response</c>: the state of an order. Only what identifies it is required, because an order's fate must not be lost to a
/// missing detail.
/// </summary>
/// <param name="OrderNumber">The order's number, the same in all its responses.</param>
/// <param name="Status"><c>Pending</c>, <c>Executed</c> or <c>Rejected</c>.</param>
/// <param name="TokenNumber">The instrument's token number.</param>
/// <param name="Message">The status in words.</param>
/// <param name="Error">Why it was rejected; null also where the server does not say.</param>
/// <param name="Symbol">The instrument's symbol.</param>
/// <param name="Instrument">Its kind, e.g. <c>EQUITY</c> or <c>FUTIDX</c>.</param>
/// <param name="BuySell"><c>1</c> for buy, <c>2</c> for sell.</param>
/// <param name="MarketLimitSl"><c>market</c>, <c>limit</c>, <c>sl</c> or <c>slm</c>.</param>
/// <param name="Volume">The quantity ordered.</param>
/// <param name="DisclosedVolume">The quantity shown to the market.</param>
/// <param name="Price">The price ordered, in paisa.</param>
/// <param name="TriggerPrice">The trigger, in paisa.</param>
/// <param name="ExecutedPrice">The price it was executed at, in paisa; 0 before.</param>
/// <param name="RequiredMargin">What it needs, in paisa.</param>
/// <param name="NetCharges">What it costs, in paisa.</param>
/// <param name="Pnl">Profit or loss, in paisa.</param>
/// <param name="TransactionId">The transaction's number.</param>
/// <param name="ClientId">The client's number.</param>
/// <param name="UserId">The user's number.</param>
/// <param name="BookType">The exchange's kind of book.</param>
/// <param name="EntryModifyCancel"><c>0</c> for an entry.</param>
/// <param name="ExpiryDate">The contract's expiry, as sent.</param>
/// <param name="GoodTillDate">The order's expiry, as sent.</param>
/// <param name="OptionType">The contract's option type.</param>
/// <param name="StrikePrice">The contract's strike price, as sent.</param>
/// <param name="Timestamp">When this was so, as sent: <c>H:m:s,d-M-yyyy</c>.</param>
public sealed record OrderResponse(
    long OrderNumber,
    string Status,
    string TokenNumber,
    string? Message = null,
    string? Error = null,
    string? Symbol = null,
    string? Instrument = null,
    string? BuySell = null,
    string? MarketLimitSl = null,
    long? Volume = null,
    long? DisclosedVolume = null,
    decimal? Price = null,
    decimal? TriggerPrice = null,
    decimal? ExecutedPrice = null,
    decimal? RequiredMargin = null,
    decimal? NetCharges = null,
    decimal? Pnl = null,
    long? TransactionId = null,
    string? ClientId = null,
    string? UserId = null,
    string? BookType = null,
    string? EntryModifyCancel = null,
    string? ExpiryDate = null,
    string? GoodTillDate = null,
    string? OptionType = null,
    string? StrikePrice = null,
    string? Timestamp = null) : AirAlgoPayload
{
    /// <summary>Executed or rejected: nothing comes after it.</summary>
    public bool IsTerminal() => Status is "Executed" or "Rejected";
}
