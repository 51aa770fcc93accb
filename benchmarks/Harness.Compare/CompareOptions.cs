using System.Globalization;

namespace Harness.Compare;

/// <summary>How much is measured.</summary>
internal sealed record CompareOptions(int Runs, TimeSpan WarmUp, TimeSpan Span, IReadOnlyList<string> Only)
{
    /// <summary>Before our own messages have been seen.</summary>
    public const int UsualMessageBytes = 343;

    public const string Usage = """
        compare [--runs N] [--seconds N] [--warm-up N] [--only WORK[,WORK]]
          --runs N      interleaved runs of each server, 5 if absent; the tables show medians
          --seconds N   how long each run is measured, 5 if absent
          --warm-up N   seconds before that, 3 if absent
          --only WORK   paced, flood, million, stalled, unstalled, everybody, choice, idle; all if absent
        """;

    public bool Includes(string name) => Only.Count == 0 || Only.Contains(name);

    /// <summary>Null where the arguments are none of these.</summary>
    public static CompareOptions? Read(string[] arguments)
    {
        var options = new CompareOptions(5, TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(5), []);
        for (var i = 0; i < arguments.Length; i += 2)
        {
            if (i + 1 == arguments.Length) return null;
            var value = arguments[i + 1];
            var isNumber = int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0;
            switch (arguments[i])
            {
                case "--runs" when isNumber:
                    options = options with { Runs = number };
                    break;
                case "--seconds" when isNumber:
                    options = options with { Span = TimeSpan.FromSeconds(number) };
                    break;
                case "--warm-up" when isNumber:
                    options = options with { WarmUp = TimeSpan.FromSeconds(number) };
                    break;
                case "--only":
                    options = options with { Only = value.Split(',') };
                    break;
                default:
                    return null;
            }
        }

        var known = Workload.Streams.Append(Workload.Idle).Select(workload => workload.Name);
        return options.Only.All(known.Contains) ? options : null;
    }
}
