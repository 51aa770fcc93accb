namespace Harness.Cli;

/// <summary>What a run of <c>harness</c> says to the shell. Where several apply, the order is 2, 4, 3, 1, 5, 6.</summary>
internal static class ExitCode
{
    /// <summary>All went well.</summary>
    public const int Success = 0;

    /// <summary>A MUST was broken, or a check could not come to an end.</summary>
    public const int Failed = Conformance.Reports.RunExit.Failed;

    /// <summary>The command line, an environment variable or a file that somebody wrote for the harness is wrong.</summary>
    public const int Usage = 2;

    /// <summary>A fault of the harness itself.</summary>
    public const int Fault = 4;
}
