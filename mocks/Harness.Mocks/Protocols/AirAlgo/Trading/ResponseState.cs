namespace Harness.Mocks.Protocols.AirAlgo.Trading;

/// <summary>What changes from response to response. Money in paisa.</summary>
/// <param name="Status">One of the document's three words.</param>
/// <param name="Error">Why it was rejected, for people to read; null where <paramref name="RequiredMargin"/> says it.</param>
internal sealed record ResponseState(string Status, string Message, DateTimeOffset Time, decimal ExecutedPrice = 0, decimal RequiredMargin = 0, string? Error = null)
{
    public const string RejectedWord = "Rejected";

    public bool IsRejected => Status == RejectedWord;

    public static ResponseState Pending(DateTimeOffset time) => new("Pending", "Order Entry Confirm", time);

    public static ResponseState Executed(DateTimeOffset time, decimal price) => new("Executed", "Your Order has been executed successfully", time, price);

    public static ResponseState Rejected(DateTimeOffset time, string? error, decimal requiredMargin = 0) =>
        new(RejectedWord, "Order has been Rejected", time, 0, requiredMargin, error);
}
