namespace Harness.Load.Clients;

/// <summary>Where a client's frames go; disposal ends the connection.</summary>
internal interface IClientWire : IDisposable
{
    /// <summary>Sends a whole frame, or keeps it until there is room; from any thread.</summary>
    /// <returns>False where the server has not read for so long that it is given up.</returns>
    bool Send(byte[] frame);
}
