using Microsoft.Playwright;

namespace Harness.Conformance.Tests.Reports.Html;

/// <summary>A Chromium that somebody else installed; tests that need one skip, and say so, where there is none.</summary>
internal static class Chromium
{
    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

    private static readonly string[] Arguments = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"];

    private static string? Path { get; } = Names
        .SelectMany(name => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(System.IO.Path.PathSeparator).Select(folder => System.IO.Path.Combine(folder, name)))
        .Prepend(Environment.GetEnvironmentVariable("HARNESS_CHROMIUM") ?? "")
        .FirstOrDefault(File.Exists);

    public static Task<IBrowser> LaunchAsync(IPlaywright playwright)
    {
        Assert.SkipWhen(Path is null, "no chromium here (apt-get install chromium, or HARNESS_CHROMIUM=/path/to/it)");
        return playwright.Chromium.LaunchAsync(new() { ExecutablePath = Path, Headless = true, Args = Arguments, Timeout = 60_000 });
    }
}
