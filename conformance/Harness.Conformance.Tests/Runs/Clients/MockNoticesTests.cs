using Harness.Conformance.Runs.Clients;
using Harness.Conformance.Steps;
using Harness.Fixtures.Cases;
using Harness.Fixtures.Scenarios.Actions;
using Harness.Mocks.Server;

namespace Harness.Conformance.Tests.Runs.Clients;

public sealed class MockNoticesTests
{
    private static readonly StepFailure NeverCame = new(new HarnessStep(new CutAction()), StepCause.Prerequisite, "The server did not do its next step", "authenticated", "an error");

    [Fact]
    public void Step_of_ours_that_never_came_is_explained_by_the_last_three_things_that_the_mock_said_each_once()
    {
        var notices = new MockNotices();
        foreach (var text in new[] { "one", "two", "three", "three", "four" }) notices.Add(Entry(MockLogLevel.Notice, text));
        notices.Add(Entry(MockLogLevel.Info, "a rule fired"));

        notices.Explain(NeverCame)!.Actual.ShouldBe("an error; the mock said: two; three; four");
    }

    [Fact]
    public void Step_of_the_client_that_never_came_and_a_mock_with_nothing_to_say_are_left_as_they_are()
    {
        var notices = new MockNotices();
        notices.Explain(NeverCame).ShouldBeSameAs(NeverCame);
        notices.Add(Entry(MockLogLevel.Notice, "one"));

        var missing = NeverCame with { Cause = StepCause.Missing };
        notices.Explain(missing).ShouldBeSameAs(missing);
        notices.Explain(null).ShouldBeNull();
    }

    private static MockLogEntry Entry(MockLogLevel level, string text) => new(level, DateTimeOffset.UnixEpoch, "virtuoso", "c1", text);
}
