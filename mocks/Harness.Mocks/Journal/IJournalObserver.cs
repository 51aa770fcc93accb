using Harness.Fixtures.Transcripts;

namespace Harness.Mocks.Journal;

/// <summary>
/// Sees every frame of the sessions it follows as it is written down, in the session's order. Called under the journal's lock from the thread that
/// moved the frame: take it and return.
/// </summary>
public interface IJournalObserver
{
    /// <summary>Whether it wants to see a session that has begun. A session that nobody follows costs next to nothing.</summary>
    bool Follows(JournalSession session) => true;

    /// <summary>A frame of a session that it follows was written down.</summary>
    void Observe(JournalSession session, Frame frame);

    /// <summary>The journal was emptied: sessions seen before are gone.</summary>
    void Cleared();
}
