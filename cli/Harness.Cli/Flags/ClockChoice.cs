namespace Harness.Cli.Flags;

/// <summary>A mock's clock as a flag chooses it.</summary>
/// <param name="IsManual">It stands still until somebody moves it.</param>
/// <param name="Start">When it starts; null leaves that open.</param>
internal sealed record ClockChoice(bool IsManual, DateTimeOffset? Start);
