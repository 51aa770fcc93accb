namespace Harness.Mocks.Testing;

/// <summary>
/// A client did not do what a test expected of it. The message says what was expected, what came nearest and where it differs, and shows the frames around.
/// </summary>
public sealed class MockExpectationException : Exception
{
    /// <summary>How long a wait takes where nothing is said: long enough for any client on a busy machine.</summary>
    internal static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>With the whole text.</summary>
    public MockExpectationException(string message)
        : base(message)
    {
    }
}
