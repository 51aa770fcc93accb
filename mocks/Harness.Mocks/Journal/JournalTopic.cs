namespace Harness.Mocks.Journal;

/// <summary>What was broadcast on one topic, written down once; connections hold ranges of it.</summary>
internal sealed class JournalTopic : JournalStrand;

/// <summary>The part of a topic's broadcasts that one connection got.</summary>
/// <param name="First">Number of the first.</param>
/// <param name="End">Number behind the last; null while it still gets them.</param>
internal readonly record struct JournalRange(JournalTopic Topic, long First, long? End)
{
    public long Length => (End ?? Topic.End) - First;
}
