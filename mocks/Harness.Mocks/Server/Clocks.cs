using Harness.Wire.Time;

namespace Harness.Mocks.Server;

/// <summary>What kind of clock a server was given.</summary>
internal static class Clocks
{
    /// <summary>Nothing but an order moves it, so that two runs can show the same times.</summary>
    public static bool IsManual(TimeProvider clock) => Kind(clock) == ClockKind.Manual;

    /// <summary>The kind, as the admin API calls it.</summary>
    public static string Word(TimeProvider clock) => Kind(clock).ToString().ToLowerInvariant();

    public static ClockKind Kind(TimeProvider clock) => clock switch
    {
        SteeredClock steered => steered.Kind,
        ManualClock => ClockKind.Manual,
        _ => clock == TimeProvider.System ? ClockKind.Real : ClockKind.Virtual,
    };
}
