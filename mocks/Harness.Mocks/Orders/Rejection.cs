namespace Harness.Mocks.Orders;

/// <summary>Why an order was rejected.</summary>
/// <param name="Message">Names the field, what was expected and what came.</param>
public sealed record Rejection(RejectionKind Kind, string Message);

public enum RejectionKind
{
    Amount,
    Price,
    TriggerPrice,

    /// <summary>The account holds another currency than the instrument trades in.</summary>
    Currency,
    Margin,

    /// <summary>The account has as many open orders as the desk holds.</summary>
    TooMany,

    /// <summary>Rejected on demand.</summary>
    Scripted,
}
