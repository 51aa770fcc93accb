namespace Harness.Cli.Tests.Processes;

/// <summary>A verb of <c>harness</c> that serves, as users run it: the built program, in a process of its own, on a free port.</summary>
internal sealed class HarnessProcess : IAsyncDisposable
{
    private const string Ready = "ready ";

    private readonly ChildProcess _process;
    private readonly List<string> _announced = [];

    private HarnessProcess(ChildProcess process) => _process = process;

    /// <summary>The built program, beside this test's own assembly.</summary>
    public static string Program { get; } =
        Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "harness.exe" : "harness");

    /// <summary><c>http://127.0.0.1:41234</c>, <c>https</c> with TLS.</summary>
    public required Uri Http { get; init; }

    /// <summary>What it said on standard output until it was ready.</summary>
    public IReadOnlyList<string> Announced => _announced;

    public string Said => _process.Said;

    public static Task<HarnessProcess> ServeAsync(IReadOnlyDictionary<string, string>? variables, params string[] arguments) => StartAsync("serve", variables, arguments);

    public static async Task<HarnessProcess> StartAsync(string verb, IReadOnlyDictionary<string, string>? variables, params string[] arguments)
    {
        var process = ChildProcess.Start(Program, [verb, "--port", "0", .. arguments], variables);
        try
        {
            var announced = new List<string>();
            while (announced.Count == 0 || !announced[^1].StartsWith(Ready, StringComparison.Ordinal))
            {
                announced.Add(await process.LineAsync(_ => true, "the ready line"));
            }

            var harness = new HarnessProcess(process) { Http = new Uri(announced[^1][Ready.Length..]) };
            harness._announced.AddRange(announced);
            return harness;
        }
        catch
        {
            await process.DisposeAsync();
            throw;
        }
    }

    public static Task<HarnessProcess> ServeAsync(params string[] arguments) => ServeAsync(null, arguments);

    /// <summary>The next line of its log that satisfies the condition.</summary>
    public Task<string> LogAsync(Predicate<string> isIt, string waitingFor) => _process.LineAsync(isIt, waitingFor);

    /// <returns>The exit code after SIGTERM.</returns>
    public Task<int> TerminateAsync() => _process.TerminateAsync();

    public ValueTask DisposeAsync() => _process.DisposeAsync();
}
