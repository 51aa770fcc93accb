using Harness.Load.Clients;
using Harness.Load.Figures;

namespace Harness.Load.Receiving;

/// <summary>Reads what comes in for many clients.</summary>
internal interface IReceiver : IAsyncDisposable
{
    /// <summary>What its clients have counted.</summary>
    Tally Tally { get; }

    /// <summary>Reads for that client from now on.</summary>
    /// <param name="client">Open.</param>
    /// <param name="wire">Of the kind that this receiver reads.</param>
    /// <param name="alreadyRead">What came together with the handshake.</param>
    void Add(LoadClient client, IClientWire wire, ReadOnlyMemory<byte> alreadyRead);
}
