using Harness.Fixtures.Transcripts;

namespace Harness.Mocks.Journal;

/// <summary>
/// Sees every frame of every session as it is written down, in the session's order. Called under the journal's lock from the thread that
/// moved the frame: take it and return.
/// </summary>
public interface IJournalObserver
{
    void Observe(JournalSession session, Frame frame);

    /// <summary>The journal was emptied: sessions seen before are gone.</summary>
    void Cleared();
}
