namespace Harness.Compare;

/// <summary>Lets real time pass: a measurement has nothing else to wait for.</summary>
internal static class Pause
{
    private static readonly ManualResetEventSlim Never = new(false);

    public static void For(TimeSpan span) => Never.Wait(span);
}
