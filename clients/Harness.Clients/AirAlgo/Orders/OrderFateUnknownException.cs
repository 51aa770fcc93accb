namespace Harness.Clients.AirAlgo.Orders;

/// <summary>
/// An order was sent, and no response came. It may have been placed. The client never sends an order twice: look up its state before you do.
/// </summary>
public sealed class OrderFateUnknownException : Exception
{
    internal OrderFateUnknownException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
