using Harness.Cli.Tests.Processes;
using Harness.Fixtures.Transcripts;

namespace Harness.Cli.Tests.Recording;

/// <summary>The programs as users run them.</summary>
public sealed class RecordProcessTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("harness-record-").FullName;

    [Fact]
    public async Task Record_before_serve_over_tls_ends_with_files_that_check_passes_and_replay_plays()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "there is no SIGTERM on Windows");
        IReadOnlyList<string> echo;
        await using (var serve = await HarnessProcess.ServeAsync("--tls", "--protocol", "odin", "--rate", "20"))
        {
            var authority = serve.Announced.Single(line => line.StartsWith("authority ", StringComparison.Ordinal))["authority ".Length..];
            await using var record = await HarnessProcess.StartAsync("record", null, "--target", $"wss://127.0.0.1:{serve.Http.Port}", "--ca", authority, "--out", _folder);
            record.Announced.ShouldContain(line => line.EndsWith($":{record.Http.Port}/enhanced-stream", StringComparison.Ordinal));
            echo = await EchoingClient.RunAsync("odin", Sockets(record), record.Http, 5);

            (await record.TerminateAsync()).ShouldBe(0, record.Said);
            record.Said.ShouldContain($"1 session recorded in {_folder}");
        }

        var check = await CliRun.OfAsync("check", "transcript", _folder);
        check.ExitCode.ShouldBe(0, check.Output + check.Error);
        check.Output.ShouldContain("1 PASS");
        await using var replay = await HarnessProcess.StartAsync("replay", null, "--pace", "max", _folder);
        replay.Announced.ShouldContain(line => line.EndsWith($":{replay.Http.Port}/enhanced-stream  1 connection", StringComparison.Ordinal));
        (await EchoingClient.RunAsync("odin", Sockets(replay), replay.Http, 5)).Take(5).ShouldBe(echo.Take(5));
        (await replay.TerminateAsync()).ShouldBe(0, replay.Said);
    }

    [Fact]
    public async Task Record_that_is_killed_leaves_a_file_that_can_be_read()
    {
        await using var serve = await HarnessProcess.ServeAsync("--protocol", "odin", "--rate", "20");
        var variables = new Dictionary<string, string> { ["HARNESS_TARGET"] = $"ws://127.0.0.1:{serve.Http.Port}", ["HARNESS_OUT"] = _folder };
        await using (var record = await HarnessProcess.StartAsync("record", variables))
        {
            await EchoingClient.RunAsync("odin", Sockets(record), record.Http, 5);
            await FramesOnDiskAsync(5);
        }

        var file = Directory.GetFiles(_folder).ShouldHaveSingleItem();
        var reading = TranscriptReader.ReadFile(file);
        reading.Transcript.ShouldNotBeNull().Frames.Count(frame => frame.Kind == FrameKind.Text).ShouldBeGreaterThan(5);
        (await CliRun.OfAsync("check", "transcript", file)).ExitCode.ShouldBe(0);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static Uri Sockets(HarnessProcess harness) => new($"ws://127.0.0.1:{harness.Http.Port}");

    /// <summary>Waits until that many lines have been written while the recording goes on.</summary>
    private async Task FramesOnDiskAsync(int lines)
    {
        using var watcher = new FileSystemWatcher(_folder) { NotifyFilter = NotifyFilters.Size | NotifyFilters.FileName };
        var written = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        watcher.Changed += (_, _) => Look();
        watcher.Created += (_, _) => Look();
        watcher.EnableRaisingEvents = true;
        Look();
        await written.Task.OrFailAsync("frames on the disk", () => string.Join('\n', Directory.GetFiles(_folder)));

        void Look()
        {
            if (Directory.GetFiles(_folder).Any(file => TranscriptReader.ReadFile(file).Transcript?.Frames.Count > lines)) written.TrySetResult(true);
        }
    }
}
