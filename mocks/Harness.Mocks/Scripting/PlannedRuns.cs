namespace Harness.Mocks.Scripting;

/// <summary>Firings that wait for their next step.</summary>
internal sealed class PlannedRuns
{
    private readonly HashSet<RuleRun> _runs = [];

    public bool IsEmpty => _runs.Count == 0;

    public void Add(RuleRun run) => _runs.Add(run);

    public void Remove(RuleRun run) => _runs.Remove(run);

    /// <summary>Calls off all of them, or those of one scenario.</summary>
    public void Cancel(LoadedScenario? of = null)
    {
        foreach (var run in _runs.Where(run => of is null || run.Scenario == of).ToList())
        {
            run.Cancel();
            _runs.Remove(run);
        }
    }
}
