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

    /// <summary>Somebody watches <see cref="Error"/>: a line may be written over again.</summary>
    public bool ErrorIsTerminal { get; init; }

    /// <summary>Somebody watches <see cref="Output"/>, and has not asked for plain text.</summary>
    public bool OutputIsColoured { get; init; }

    public static Surroundings OfThisProcess() => new()
    {
        ErrorIsTerminal = !Console.IsErrorRedirected && !IsPlain,
        OutputIsColoured = !Console.IsOutputRedirected && !IsPlain && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR")),
        Output = Console.Out,
        Error = Console.Error,
        Variable = Environment.GetEnvironmentVariable,
    };

    /// <summary>A terminal that can do nothing but print.</summary>
    private static bool IsPlain => Environment.GetEnvironmentVariable("TERM") == "dumb";
}
