namespace Harness.Mocks.Server;

/// <summary>A mock server could not start: every reason is named.</summary>
public sealed class MockServerException : Exception
{
    /// <summary>With every reason.</summary>
    public MockServerException(IReadOnlyList<string> problems, Exception? inner = null)
        : base(string.Join(Environment.NewLine, problems), inner)
    {
        Problems = problems;
    }

    /// <summary>With the only reason.</summary>
    public MockServerException(string problem, Exception? inner = null)
        : this([problem], inner)
    {
    }

    /// <summary>One sentence each: what was given, what was expected, what to do.</summary>
    public IReadOnlyList<string> Problems { get; } = [];
}
