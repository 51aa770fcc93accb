namespace Harness.Cli;

/// <summary>The user asked for something that cannot be done as it was asked; every reason is named. The run ends with <see cref="ExitCode.Usage"/>.</summary>
internal sealed class UsageException(IReadOnlyList<string> mistakes) : Exception(string.Join(Environment.NewLine, mistakes))
{
    public IReadOnlyList<string> Mistakes => mistakes;
}
