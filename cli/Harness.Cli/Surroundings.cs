namespace Harness.Cli;

/// <summary>What a command may use of the process around it: a test passes its own.</summary>
internal sealed record Surroundings
{
    /// <summary>Results go here.</summary>
    public required TextWriter Output { get; init; }

    /// <summary>Logs and complaints go here.</summary>
    public required TextWriter Error { get; init; }

    /// <summary>Reads an environment variable; null where it is not set.</summary>
    public required Func<string, string?> Variable { get; init; }

    public static Surroundings OfThisProcess() => new()
    {
        Output = Console.Out,
        Error = Console.Error,
        Variable = Environment.GetEnvironmentVariable,
    };
}
