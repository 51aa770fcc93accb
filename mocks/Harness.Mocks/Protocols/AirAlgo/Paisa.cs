namespace Harness.Mocks.Protocols.AirAlgo;

/// <summary>The wire counts money in paisa, a hundredth of a rupee; the market counts in rupees.</summary>
internal static class Paisa
{
    public const decimal PerRupee = 100;

    /// <summary>Without the zeros at the end that a price grid leaves behind.</summary>
    public static decimal Of(decimal rupees) => rupees * PerRupee / 1.0000000000000000000000000000m;

    public static decimal ToRupees(decimal paisa) => paisa / PerRupee;
}
