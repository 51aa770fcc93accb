using Harness.Cli.Tests.Processes;

namespace Harness.Cli.Tests;

/// <summary>One run of the command line inside the test's own process: what it said and how it ended.</summary>
internal sealed record CliRun(int ExitCode, string Output, string Error)
{
    /// <param name="arguments">As the shell would split them.</param>
    public static Task<CliRun> OfAsync(params string[] arguments) => OfAsync(new Dictionary<string, string>(), arguments);

    public static async Task<CliRun> OfAsync(IReadOnlyDictionary<string, string> variables, params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var surroundings = new Surroundings { Output = output, Error = error, Variable = name => variables.GetValueOrDefault(name) };
        var exitCode = await CommandLine.RunAsync(arguments, surroundings, TestContext.Current.CancellationToken)
            .OrFailAsync($"the end of harness {string.Join(' ', arguments)}", output.ToString);
        return new CliRun(exitCode, output.ToString(), error.ToString());
    }
}
