using System.Reflection;
using System.Text.RegularExpressions;

namespace Harness.Cli.Tests.Architecture;

/// <summary>A pattern's timeout is measured by the wall's clock: on a busy machine it would blame whoever sent the text.</summary>
public sealed class PatternTests
{
    private const BindingFlags Any = BindingFlags.Static | BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    private static readonly (string Method, GeneratedRegexAttribute Pattern)[] Patterns = [.. Directory.EnumerateFiles(AppContext.BaseDirectory, "Harness.*.dll")
        .Where(file => !file.EndsWith(".Tests.dll", StringComparison.Ordinal))
        .SelectMany(file => Assembly.LoadFrom(file).GetTypes())
        .SelectMany(type => type.GetMethods(Any))
        .Select(method => (Method: method, Pattern: method.GetCustomAttribute<GeneratedRegexAttribute>()))
        .Where(pair => pair.Pattern is not null)
        .Select(pair => ($"{pair.Method.DeclaringType}.{pair.Method.Name}", pair.Pattern!))];

    [Fact]
    public void Patterns_are_found() => Patterns.Length.ShouldBeGreaterThan(10);

    [Fact]
    public void No_pattern_of_ours_runs_against_the_clock() =>
        Patterns.Where(pair => pair.Pattern.MatchTimeoutMilliseconds != Timeout.Infinite).Select(pair => pair.Method).ShouldBeEmpty();
}
