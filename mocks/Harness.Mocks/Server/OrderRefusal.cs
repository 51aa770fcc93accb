namespace Harness.Mocks.Server;

/// <summary>The one field for which an order from outside was not taken in.</summary>
/// <param name="Field">Its name.</param>
/// <param name="Expected">In words.</param>
/// <param name="Actual">What was there.</param>
internal sealed record OrderRefusal(string Field, string Expected, string Actual)
{
    public override string ToString() => $"{Field} '{Actual}': expected {Expected}";
}
