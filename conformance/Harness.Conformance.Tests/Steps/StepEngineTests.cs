using System.Text;
using Harness.Conformance.Steps;
using Harness.Fixtures.Cases;
using Harness.Fixtures.Scenarios;
using Harness.Fixtures.Scenarios.Actions;
using Harness.Fixtures.Transcripts;
using Harness.Wire.Time;

namespace Harness.Conformance.Tests.Steps;

/// <summary>How the steps of a case are waited for, on a clock that moves whenever nothing happens.</summary>
public sealed class StepEngineTests
{
    private static readonly StepTimes Times = new(TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(90));

    [Fact]
    public async Task Close_that_answers_a_close_is_not_what_must_not_come()
    {
        var stage = new Stage();
        stage.Frames.Add(Frame(FrameKind.Open, Party.Client));
        stage.Frames.Add(Frame(FrameKind.Close, Party.Server));
        stage.Frames.Add(Frame(FrameKind.Close, Party.Client));

        (await RunAsync(stage, "- client: open\n- never: { client: close }\n  for: 6s")).ShouldBeNull();
    }

    [Fact]
    public async Task Close_of_its_own_is_what_must_not_come()
    {
        var stage = new Stage();
        stage.Frames.Add(Frame(FrameKind.Open, Party.Client));
        stage.Frames.Add(Frame(FrameKind.Close, Party.Server, connection: 2));
        stage.Frames.Add(Frame(FrameKind.Close, Party.Client));

        (await RunAsync(stage, "- client: open\n- never: { client: close }\n  for: 6s"))!.Cause.ShouldBe(StepCause.Forbidden);
    }

    [Fact]
    public async Task Waits_that_the_whole_time_has_room_for_are_waited_out_one_after_the_other()
    {
        var stage = new Stage { OpensEvery = TimeSpan.FromSeconds(52) };
        stage.Begin();

        (await RunAsync(stage, string.Concat(Enumerable.Repeat("- client: open\n  within: 65s\n", 4)) + "- never: { client: close }\n  for: 6s")).ShouldBeNull();
    }

    [Fact]
    public async Task Time_that_is_shorter_than_a_wait_ends_the_case_and_names_its_flag()
    {
        var stage = new Stage { OpensEvery = TimeSpan.FromSeconds(52) };
        stage.Begin();
        var failure = await RunAsync(stage, "- client: open\n  within: 65s", Times with { Whole = TimeSpan.FromSeconds(30) });

        failure!.Cause.ShouldBe(StepCause.OutOfTime);
        failure.Actual.ShouldContain("--timeout");
    }

    [Fact]
    public async Task Client_that_never_comes_is_told_with_the_flag_that_gives_it_more_time() =>
        (await RunAsync(new Stage(), "- client: open"))!.Expected.ShouldBe("open from the client within 10s (--start-timeout)");

    [Fact]
    public async Task Step_that_does_not_come_is_told_in_its_own_words_and_keeps_secrets()
    {
        var stage = new Stage();
        stage.Frames.Add(Frame(FrameKind.Open, Party.Client));
        stage.Values.Set("password", "hunter2");
        stage.Values.Set("symbols", ["RELIANCE"]);

        var failure = await RunAsync(stage, """- client: { stocks: ["{symbols.0}"], id: "{id}", password: "{password}" }""");

        failure!.Expected.ShouldStartWith("""message {"stocks":["RELIANCE"],"id":"{id}","password":"{password}"} from the client""");
    }

    private static Task<StepFailure?> RunAsync(Stage stage, string steps, StepTimes? times = null)
    {
        var text = $"version: 1\nid: odin.test.001\ntitle: a test\nclauses: [odin.connect.001]\nlevel: MUST\nroles: [client]\nsteps:\n  {steps.Replace("\n", "\n  ")}";
        var one = CaseReader.Read("test.yaml", Encoding.UTF8.GetBytes(text));
        return new StepEngine(stage, new StepClock(stage.Clock), new LooseBindings(stage.Values), stage.Values, times ?? Times).RunAsync(one.Steps, TestContext.Current.CancellationToken);
    }

    private static Frame Frame(FrameKind kind, Party from, int connection = 1) => new() { T = 0, Index = 0, Kind = kind, From = from, Connection = connection };

    /// <summary>Plays the server to a client that does what the test says.</summary>
    private sealed class Stage : IStage
    {
        private ITimer? _opens;

        public ManualClock Clock { get; } = new(new DateTimeOffset(2026, 3, 2, 6, 0, 0, TimeSpan.Zero));

        public CaseBindings Values { get; } = new();

        public TimeSpan OpensEvery { get; init; }

        public Party Plays => Party.Server;

        public FrameLog Frames { get; } = new();

        public Task Gone { get; } = new TaskCompletionSource().Task;

        public void Begin() => _opens = Clock.CreateTimer(_ => Frames.Add(Frame(FrameKind.Open, Party.Client)), null, OpensEvery, OpensEvery);

        public Task<string?> PerformAsync(ExchangeStep step, CaseBindings bindings, CancellationToken cancellationToken) => Task.FromResult<string?>(null);

        public Task<string?> DoAsync(ScenarioAction action, CaseBindings bindings, CancellationToken cancellationToken) => Task.FromResult<string?>(null);
    }
}
