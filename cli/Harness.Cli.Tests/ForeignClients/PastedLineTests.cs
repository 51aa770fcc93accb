using Harness.Cli.Tests.Processes;

namespace Harness.Cli.Tests.ForeignClients;

/// <summary>The lines that <c>serve</c> prints to be pasted: each brings data of its protocol.</summary>
public sealed class PastedLineTests
{
    private const string Try = "  try ";

    /// <summary>What a message with data begins with.</summary>
    private static readonly Dictionary<string, string> Data = new()
    {
        ["ht-tse"] = """{"channel":"best-limit",""",
        ["ht-ime"] = """{"channel":"IME Stream",""",
        ["odin"] = """{"type":"market_data",""",
        ["airalgo"] = """{"event":"ltp",""",
        ["virtuoso"] = """{"channel":"market_data",""",
    };

    public static TheoryData<string> Slugs => [.. Data.Keys];

    [Theory]
    [MemberData(nameof(Slugs))]
    public async Task Line_of_each_protocol_brings_its_data(string slug)
    {
        var bash = Interpreters.Bash();
        Assert.SkipUnless(Interpreters.HasNodePackage("wscat"), "no node with the package wscat here");
        await using var harness = await HarnessProcess.ServeAsync("--protocol", slug);
        var line = harness.Announced.Single(one => one.StartsWith(Try, StringComparison.Ordinal))[Try.Length..];
        var path = string.Join(Path.PathSeparator, Path.Combine(Interpreters.NodeModules, ".bin"), Environment.GetEnvironmentVariable("PATH"));

        await using var pasted = ChildProcess.Start(bash, ["-c", line], new Dictionary<string, string> { ["PATH"] = path });

        await pasted.LineAsync(said => said.StartsWith(Data[slug], StringComparison.Ordinal), $"data of {slug}");
    }
}
