namespace Harness.Clients.Connections;

/// <summary>A connection could not be made or broke, and trying again may help: the client reconnects by itself.</summary>
public sealed class ConnectionLostException : Exception
{
    /// <summary>A loss with its cause.</summary>
    public ConnectionLostException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }

    /// <summary>The server closed.</summary>
    public ConnectionLostException(int? closeCode, string reason)
        : base(closeCode is null ? reason : $"The server closed the connection with {closeCode}{(reason.Length == 0 ? "" : $": {reason}")}")
    {
        CloseCode = closeCode;
        Reason = reason;
    }

    /// <summary>The server's close code; null when it sent none.</summary>
    public int? CloseCode { get; }

    /// <summary>The server's close reason; empty when it gave none.</summary>
    public string Reason { get; } = "";
}
