namespace Harness.Wire.Time;

/// <summary>Where the reader of one in-memory direction is, for <see cref="QuietTracker"/>.</summary>
internal sealed class ReaderMark
{
    /// <summary>The round in which it was given data and has not come back for more; 0 while it waits for data.</summary>
    public long Round { get; set; }
}
