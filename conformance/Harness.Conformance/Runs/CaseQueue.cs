using Harness.Conformance.Reports;
using Harness.Fixtures.Cases;

namespace Harness.Conformance.Runs;

/// <summary>Runs cases, some at a time, and keeps their results in the order of the cases. What a case breaks costs that case, never the run.</summary>
internal static class CaseQueue
{
    public static async Task<IReadOnlyList<CaseResult>> RunAsync(
        IReadOnlyList<TestCase> cases, CheckOptions options, Func<TestCase, CancellationToken, Task<CaseResult>> run, CancellationToken cancellationToken)
    {
        var results = new CaseResult?[cases.Count];
        var jobs = new ParallelOptions { MaxDegreeOfParallelism = Math.Max(1, options.Jobs) };
        await Parallel.ForEachAsync(Enumerable.Range(0, cases.Count), jobs, async (index, _) =>
        {
            // An interrupted run still reports what it has.
            if (cancellationToken.IsCancellationRequested) return;
            try
            {
                results[index] = await run(cases[index], cancellationToken);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception fault)
            {
                results[index] = CaseVerdict.Fault(cases[index], fault);
            }

            results[index] = options.Known.Mark(results[index]!);
            options.OnResult?.Invoke(results[index]!);
        });
        return [.. results.OfType<CaseResult>()];
    }
}
