namespace Harness.Mocks.Server;

/// <summary>Makes a feed faster for a while, again and again, beginning with its start: the open of a market, or a headline.</summary>
/// <param name="Factor">How many times as fast, above 1.</param>
/// <param name="Every">From the beginning of one burst to that of the next.</param>
/// <param name="Lasts">How long one takes, less than <paramref name="Every"/>.</param>
public sealed record RateBurst(double Factor, TimeSpan Every, TimeSpan Lasts);
