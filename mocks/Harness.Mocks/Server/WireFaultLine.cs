using Harness.Mocks.Journal;
using Harness.Wire.Transports;

namespace Harness.Mocks.Server;

/// <summary>The parts of a connection that faults below the message are done to.</summary>
/// <param name="Transport">What may be slowed down.</param>
/// <param name="Journal">What writes raw bytes down.</param>
/// <param name="HasBytes">False where the host carries messages only: nothing can be done below them.</param>
internal sealed record WireFaultLine(ThrottledTransport Transport, JournalWireObserver Journal, bool HasBytes);
