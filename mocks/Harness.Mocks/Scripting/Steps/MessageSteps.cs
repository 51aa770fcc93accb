using Harness.Mocks.Scripting.Templates;

namespace Harness.Mocks.Scripting.Steps;

internal sealed class SendStep(ContentTemplate content, bool isBinary) : IScriptStep
{
    public StepOutcome Run(RuleRun run)
    {
        var payload = content.Render(run.Model());
        if (isBinary) payload = Decode(payload);
        foreach (var connection in run.Context.Connections) Outbound.Send(connection, payload, isBinary);
        return StepOutcome.Next;
    }

    private static byte[] Decode(ReadOnlyMemory<byte> base64)
    {
        try
        {
            return Convert.FromBase64String(System.Text.Encoding.UTF8.GetString(base64.Span));
        }
        catch (FormatException notBase64)
        {
            throw new NotSupportedException("send with binary: true expects base64, but its template gave something else", notBase64);
        }
    }
}

/// <summary>Sends one message each time it is run, until all rounds are through.</summary>
internal sealed class PushStep(ContentTemplate[] messages, int count, TimeSpan every) : IScriptStep
{
    public StepOutcome Run(RuleRun run)
    {
        var payload = messages[run.Index % messages.Length].Render(run.Model());
        foreach (var connection in run.Context.Connections) Outbound.Send(connection, payload, isBinary: false);
        return run.Index + 1 < (long)messages.Length * count ? new StepOutcome(every, Again: true) : StepOutcome.Next;
    }
}

internal sealed class PassStep : IScriptStep
{
    public StepOutcome Run(RuleRun run)
    {
        var context = run.Context;
        if (context.OrderId is { } order) OrderStep.Report(run, run.Scenario.Settings.Orders?.Pass(order));
        else if (context is { IsMessage: true, IsDiscarded: false, Payload: { } payload, First: { } connection }) connection.Pass(payload, context.IsBinary);
        return StepOutcome.Next;
    }
}

/// <summary>Sends of a scenario go behind what its connection holds back.</summary>
internal static class Outbound
{
    public static void Send(IScriptedConnection connection, ReadOnlyMemory<byte> payload, bool isBinary)
    {
        if (connection.Script is ConnectionScript script) script.Send(payload, isBinary);
        else if (isBinary) connection.SendBinary(payload);
        else connection.Send(payload);
    }

    public static void Close(IScriptedConnection connection, int? code, string? reason)
    {
        if (connection.Script is ConnectionScript script) script.Close(code, reason);
        else connection.Close(code, reason);
    }
}
