namespace Harness.Load;

/// <summary>How far a run is.</summary>
/// <param name="Phase"><c>connecting</c> or <c>measuring</c>.</param>
/// <param name="Elapsed">Since the run began.</param>
/// <param name="Measured">Since the last connection was tried.</param>
/// <param name="Tried">Connections dialled.</param>
/// <param name="Open">Connections open.</param>
/// <param name="MessagesPerSecond">In the last second.</param>
/// <param name="BytesPerSecond">In the last second.</param>
/// <param name="P50">Age of messages so far, in microseconds; null where it is not measured.</param>
/// <param name="P99">Likewise.</param>
/// <param name="Errors">So far.</param>
public sealed record LoadProgress(string Phase, TimeSpan Elapsed, TimeSpan Measured, int Tried, long Open, double MessagesPerSecond, double BytesPerSecond, long? P50, long? P99, long Errors);
