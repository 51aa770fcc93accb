namespace Harness.Mocks.Orders;

/// <summary>Why an order was rejected.</summary>
/// <param name="Message">Names the field, what was expected and what came.</param>
internal sealed record Rejection(RejectionKind Kind, string Message);

/// <summary>What an order was rejected for.</summary>
public enum RejectionKind
{
    /// <summary>The amount is none, or no multiple of the lot.</summary>
    Amount,

    /// <summary>The price is missing, or none.</summary>
    Price,

    /// <summary>The trigger price is missing, or none.</summary>
    TriggerPrice,

    /// <summary>The account holds another currency than the instrument trades in.</summary>
    Currency,

    /// <summary>The account has too little for it.</summary>
    Margin,

    /// <summary>The account has as many open orders as the desk holds.</summary>
    TooMany,

    /// <summary>Rejected on demand.</summary>
    Scripted,
}
