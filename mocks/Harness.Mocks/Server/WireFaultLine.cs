using Harness.Mocks.Journal;
using Harness.Wire.Transports;

namespace Harness.Mocks.Server;

/// <summary>The parts of a connection that faults below the message are done to.</summary>
internal sealed record WireFaultLine(ThrottledTransport Transport, JournalWireObserver Journal);
