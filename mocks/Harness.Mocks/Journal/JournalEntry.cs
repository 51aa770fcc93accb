using Harness.Fixtures.Transcripts;

namespace Harness.Mocks.Journal;

/// <summary>A frame as the journal keeps it: small, and pointing at shared bytes. <see cref="Frame"/>s are made from it when somebody reads.</summary>
/// <param name="Sequence">Its place among everything the journal wrote.</param>
/// <param name="At">Microseconds since the journal began.</param>
/// <param name="Detail">A <see cref="CloseDetail"/>, <see cref="GapDetail"/> or <see cref="HttpExchange"/>, where the kind has one.</param>
/// <param name="Weight">What it holds in memory, in bytes; a shared payload counts where it was first seen.</param>
internal readonly record struct JournalEntry(long Sequence, long At, FrameKind Kind, Party From, ReadOnlyMemory<byte> Payload, object? Detail, int Weight)
{
    public Frame ToFrame(long sessionStart, int connection, int index) => new()
    {
        // A connection may have begun before the one that began its session: it was not known yet whose it was.
        T = Math.Max(0, At - sessionStart),
        Connection = connection,
        Index = index,
        From = From,
        Kind = Kind,
        Payload = Payload,
        Code = (Detail as CloseDetail)?.Code,
        Reason = (Detail as CloseDetail)?.Reason,
        Http = Detail as HttpExchange,
        Frames = (Detail as GapDetail)?.Frames,
    };
}

internal sealed record CloseDetail(int? Code, string? Reason);

/// <param name="Frames">How many frames went by unseen, or never left; 0 says that the wire was observed until then.</param>
internal sealed record GapDetail(long Frames);
