using Harness.Cli.Tests.Processes;

namespace Harness.Cli.Tests.Packaging;

/// <summary>The program as a dotnet tool: packed from what was built, installed from the packed file, and run.</summary>
public sealed class ToolTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("harness-tool-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Packed_tool_installs_and_carries_its_fixtures()
    {
        await RunAsync("dotnet", "pack", Path.Combine(Repository.Root, "cli", "Harness.Cli"), "--no-build", "-c", Configuration, "-o", _folder.FullName);
        await RunAsync("dotnet", "tool", "install", "harness", "--tool-path", Path.Combine(_folder.FullName, "tool"), "--source", _folder.FullName);

        string said = await RunAsync(Path.Combine(_folder.FullName, "tool", "harness"), "list", "protocols");

        said.ShouldContain("odin");
        said.ShouldContain("/enhanced-stream");
        (await RunAsync(Path.Combine(_folder.FullName, "tool", "harness"), "list", "cases", "--protocol", "odin")).ShouldContain("odin.client.001");
    }

    /// <summary>Debug or Release: the one that this test was built in.</summary>
    private static string Configuration => new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;

    private async Task<string> RunAsync(string program, params string[] arguments)
    {
        await using var process = ChildProcess.Start(program, arguments, new Dictionary<string, string> { ["DOTNET_CLI_HOME"] = _folder.FullName, ["DOTNET_NOLOGO"] = "1" });
        (await process.EndAsync()).ShouldBe(0, process.Said);
        return process.Said;
    }
}
