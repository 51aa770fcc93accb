using System.Text.Json;
using Harness.Conformance.Steps;
using Harness.Fixtures.Cases;
using Harness.Fixtures.Scenarios;
using Harness.Fixtures.Scenarios.Actions;
using Harness.Wire;

namespace Harness.Conformance.Probes;

/// <summary>What the client's side does on its connection: the client steps of a case, and what <c>harness:</c> steps order.</summary>
internal static class WireDeeds
{
    private const int Normal = 1000;

    /// <summary>Does a client step that is neither handshake nor HTTP.</summary>
    public static void Send(WireConnection wire, CaseEvent step, CaseBindings bindings)
    {
        var content = step.Fill(bindings);
        switch (step.Kind)
        {
            case CaseEventKind.Close:
                Close(wire, content);
                break;
            case CaseEventKind.Reset:
                wire.Cut();
                break;
            case CaseEventKind.Ping:
                wire.SendPing("harness"u8);
                break;
            case CaseEventKind.Pong:
                wire.SendPong(default);
                break;
            case CaseEventKind.Text:
                wire.Send(WireMessage.Text(JsonElement.Parse(content).GetString()!));
                break;
            case CaseEventKind.Binary:
                wire.Send(WireMessage.Binary(JsonElement.Parse(content).GetBytesFromBase64()));
                break;
            default:
                wire.Send(WireMessage.Text(content));
                break;
        }
    }

    /// <summary>Does what a <c>harness:</c> step says.</summary>
    /// <returns>Why it could not be done, or null.</returns>
    public static string? Do(WireConnection wire, ScenarioAction action, CaseBindings bindings)
    {
        switch (action)
        {
            case CutAction:
                wire.Cut();
                return null;
            case ResetAction:
                wire.Reset();
                return null;
            case CloseAction { Frame: false }:
                wire.Cut();
                return null;
            case CloseAction close:
                wire.Close(close.Code, close.Reason);
                return null;
            case StallAction { For: null }:
                wire.Stall();
                return null;
            case WithholdPongAction { Late: null }:
                wire.AnswerPings = false;
                return null;
            case SendAction { Binary: false } send:
                wire.Send(WireMessage.Text(Outgoing.Fill(send.Content, bindings)));
                return null;
            case CorruptAction corrupt when BrokenFrames.Of(corrupt.Kind) is { } bytes:
                wire.Send(WireMessage.Raw(bytes));
                return null;
            default:
                return $"{action.GetType().Name} cannot be done from the client's side";
        }
    }

    private static void Close(WireConnection wire, byte[]? content)
    {
        var code = content is not null && JsonElement.Parse(content).TryGetProperty("code", out var written) && written.TryGetInt32(out var number) ? number : Normal;
        wire.Close(code);
    }
}
