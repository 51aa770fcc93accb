using System.Runtime.CompilerServices;
using Harness.Fixtures.Scenarios.Building;

namespace Harness.Mocks.Server;

/// <summary>
/// Rules in C# for a mock that runs: <c>mock.OnMessage(new { action = "subscribe" }).Send(…).Close(1008, "…")</c>. Each call takes hold at once, on open
/// connections as well, <c>OnOpen</c> excepted; the rules of a test are one scenario, in which the first that matches wins. A reset of the mock drops them.
/// Where the mock plays several protocols, <see cref="MockServer.For"/> says whose rule it is.
/// </summary>
public static class MockServerRules
{
    /// <inheritdoc cref="ScenarioBuilder.OnHttp"/>
    public static RuleBuilder OnHttp(this MockServer mock, string? path = null, object? where = null, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) =>
        mock.For().OnHttp(path, where, file, line);

    /// <inheritdoc cref="ScenarioBuilder.OnOpen"/>
    public static RuleBuilder OnOpen(this MockServer mock, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) => mock.For().OnOpen(file, line);

    /// <inheritdoc cref="ScenarioBuilder.OnMessage"/>
    public static RuleBuilder OnMessage(this MockServer mock, object? where = null, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) =>
        mock.For().OnMessage(where, file, line);

    /// <inheritdoc cref="ScenarioBuilder.OnSent"/>
    public static RuleBuilder OnSent(this MockServer mock, object? where = null, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) =>
        mock.For().OnSent(where, file, line);

    /// <inheritdoc cref="ScenarioBuilder.OnOrder"/>
    public static RuleBuilder OnOrder(this MockServer mock, object? where = null, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) =>
        mock.For().OnOrder(where, file, line);

    /// <inheritdoc cref="ScenarioBuilder.OnTimer"/>
    public static RuleBuilder OnTimer(this MockServer mock, TimeSpan period, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) =>
        mock.For().OnTimer(period, file, line);

    /// <inheritdoc cref="ScenarioBuilder.OnIdle"/>
    public static RuleBuilder OnIdle(this MockServer mock, TimeSpan silence, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) =>
        mock.For().OnIdle(silence, file, line);

    /// <inheritdoc cref="ScenarioBuilder.OnMissedPong"/>
    public static RuleBuilder OnMissedPong(this MockServer mock, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) => mock.For().OnMissedPong(file, line);

    /// <inheritdoc cref="ScenarioBuilder.OnClose"/>
    public static RuleBuilder OnClose(this MockServer mock, object? where = null, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) =>
        mock.For().OnClose(where, file, line);
}
