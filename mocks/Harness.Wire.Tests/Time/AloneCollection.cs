namespace Harness.Wire.Tests.Time;

/// <summary>Tests that wait for quiet: alone, as the thread pool is the whole process's.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class AloneCollection
{
    public const string Name = "alone";
}
