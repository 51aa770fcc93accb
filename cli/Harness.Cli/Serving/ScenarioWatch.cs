using System.Threading.Channels;
using Harness.Fixtures.Scenarios;
using Harness.Fixtures.Yaml;
using Harness.Mocks.Server;

namespace Harness.Cli.Serving;

/// <summary>
/// Keeps a server's scenarios as their files are. A file that no longer reads leaves its last good scenario at work and says why; one that is gone takes its
/// scenario with it, and brings it back when it is there again.
/// </summary>
/// <remarks>
/// The system's notices say when to look; what counts is what the files hold, so that it does not matter how an editor writes them. Where notices do not
/// reach (network folders, links, no watches left) the files are looked at every two seconds.
/// </remarks>
internal sealed class ScenarioWatch : IAsyncDisposable
{
    /// <summary>An editor that saves in several steps is given so long from its last.</summary>
    private static readonly TimeSpan Settling = TimeSpan.FromMilliseconds(100);

    private static readonly TimeSpan Rounds = TimeSpan.FromSeconds(2);

    private readonly List<WatchedScenario> _files;
    private readonly List<FileSystemWatcher> _watchers = [];
    private readonly Channel<bool> _notices = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _watching;

    private ScenarioWatch(List<WatchedScenario> files)
    {
        _files = files;
        foreach (var folder in files.Select(file => file.Folder).Distinct()) Watch(folder);
        _watching = WatchAsync(_stop.Token);
    }

    /// <param name="paths">The files, as they were named.</param>
    /// <param name="read">What was read from them, in the same order.</param>
    /// <param name="scenarios">The server's.</param>
    /// <param name="log">Takes what happens, one line each.</param>
    public static ScenarioWatch Start(IReadOnlyList<string> paths, IReadOnlyList<Scenario> read, MockScenarios scenarios, Action<string> log) =>
        new([.. paths.Zip(read, (path, scenario) => new WatchedScenario(path, scenario, scenarios, log))]);

    public async ValueTask DisposeAsync()
    {
        foreach (var watcher in _watchers) watcher.Dispose();
        await _stop.CancelAsync();
        await _watching;
        _stop.Dispose();
    }

    private void Watch(string folder)
    {
        try
        {
            var watcher = new FileSystemWatcher(folder);
            _watchers.Add(watcher);
            FileSystemEventHandler notice = (_, _) => _notices.Writer.TryWrite(true);
            watcher.Changed += notice;
            watcher.Created += notice;
            watcher.Deleted += notice;
            watcher.Renamed += (_, _) => _notices.Writer.TryWrite(true);
            watcher.EnableRaisingEvents = true;
        }
        catch (Exception unwatched) when (unwatched is IOException or ArgumentException or UnauthorizedAccessException or PlatformNotSupportedException)
        {
            // The rounds see it all the same.
        }
    }

    private async Task WatchAsync(CancellationToken stop)
    {
        try
        {
            while (true)
            {
                await NoticeAsync(stop);
                foreach (var file in _files) file.Look();
            }
        }
        catch (OperationCanceledException)
        {
            // The server stops.
        }
    }

    /// <summary>Until something has changed and settled, or it is time for a round.</summary>
    private async Task NoticeAsync(CancellationToken stop)
    {
        using var round = CancellationTokenSource.CreateLinkedTokenSource(stop);
        round.CancelAfter(Rounds);
        try
        {
            await _notices.Reader.ReadAsync(round.Token);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return;
        }

        do await Task.Delay(Settling, TimeProvider.System, stop);
        while (_notices.Reader.TryRead(out _));
    }
}
