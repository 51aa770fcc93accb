namespace Harness.Mocks.Orders;

/// <summary>Who decides what becomes of an order.</summary>
internal enum OrderHandling
{
    /// <summary>The order book, at once and at every step after; in parts where the book is thin.</summary>
    Book,

    /// <summary>The order book, from the next step on; always whole and at one price.</summary>
    NextTick,

    /// <summary>Only the script: nothing happens until it is told to, the acknowledgement included.</summary>
    Scripted,
}
