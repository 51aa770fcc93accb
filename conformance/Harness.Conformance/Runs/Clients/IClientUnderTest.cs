namespace Harness.Conformance.Runs.Clients;

/// <summary>A client that can be started anew for each case: a program, or a client within this process.</summary>
internal interface IClientUnderTest
{
    /// <summary>How reports call it where it does not say so itself.</summary>
    string Name { get; }

    /// <exception cref="ClientStartException">It cannot be started at all.</exception>
    IRunningClient Start(ClientTask task);
}

/// <summary>A client at work.</summary>
internal interface IRunningClient : IAsyncDisposable
{
    /// <summary>Completes when it has ended, whoever ended it.</summary>
    Task Ended { get; }

    /// <summary>How it ended, for people: <c>exit code 3</c>; null while it runs.</summary>
    string? Ending { get; }

    /// <summary>It ended in a way that says it went wrong: an exit code other than 0.</summary>
    bool HasFailed { get; }

    /// <summary>What it says about itself and what it understood.</summary>
    ClientOutput Output { get; }

    /// <summary>The last lines of its standard error.</summary>
    string Errors { get; }

    /// <summary>Ends it: it is asked, then it is killed with everything it started. Nothing of it is left afterwards.</summary>
    Task StopAsync();
}

/// <summary>The client cannot be started: every case would say the same.</summary>
internal sealed class ClientStartException(string message, Exception? cause = null) : Exception(message, cause);
