using Harness.Cli.Flags;
using Harness.Conformance.Live;
using Harness.Mocks.Server;

namespace Harness.Cli.Serving;

/// <summary><c>harness serve</c>: plays the documented servers until it is told to stop.</summary>
internal sealed class ServeCommand : Verb
{
    private readonly ServeFlags _flags = new();

    public ServeCommand()
        : base("serve", "Plays the documented servers, all on one port, until it is stopped")
    {
        foreach (var option in _flags.Options) Options.Add(option);
    }

    public override Func<CancellationToken, Task<int>> Prepare(FlagReader flags, Surroundings surroundings)
    {
        var options = ServeOptions.Read(flags, _flags);
        var judged = flags.IsOn(_flags.NoJudge) ? null : new LiveJudgeOptions { Sessions = flags.Value(_flags.JudgeSessions, new LiveJudgeOptions().Sessions) };
        var watched = flags.IsOn(_flags.Watch) ? flags.Values(_flags.Scenario) : [];
        if (flags.IsOn(_flags.Watch) && watched.Count == 0) flags.Add("--watch: expected --scenario FILE beside it, since those files are what is watched");
        return cancellationToken => ServeAsync(options, judged, watched, surroundings, cancellationToken);
    }

    private static async Task<int> ServeAsync(MockServerOptions options, LiveJudgeOptions? judged, IReadOnlyList<string> watched, Surroundings surroundings, CancellationToken cancellationToken)
    {
        await using var log = new LogWriter(surroundings.Error);
        try
        {
            await using var mock = await MockServer.StartAsync(options with { LogEntries = log.Write }, cancellationToken);
            await using var judge = judged is null ? null : LiveJudge.Attach(mock, JudgeLog.Into(log, mock.Options.TimeProvider, judged));
            await using var watch = watched.Count == 0 ? null : ScenarioWatch.Start(watched, options.Scenarios, mock.Scenarios, text => log.Write(new MockLogEntry(MockLogLevel.Notice, TimeProvider.System.GetUtcNow(), "watch", null, text)));
            Announcement.Write(surroundings.Output, mock);
            await Stop.RequestedAsync(cancellationToken);
        }
        catch (MockServerException wrong)
        {
            throw new UsageException(wrong.Problems);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Stopped before it was up: that is what was asked for.
        }

        return ExitCode.Success;
    }
}
