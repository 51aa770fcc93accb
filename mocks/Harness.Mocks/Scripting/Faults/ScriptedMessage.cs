using Harness.Fixtures.Scenarios.Actions;

namespace Harness.Mocks.Scripting.Faults;

/// <summary>A message in the hands of rules: what it says by now, and how it is to leave.</summary>
internal sealed class ScriptedMessage(ReadOnlyMemory<byte> payload)
{
    public ReadOnlyMemory<byte> Payload { get; set; } = payload;

    public bool IsDiscarded { get; set; }

    public TimeSpan Delay { get; set; }

    /// <summary>How many later messages go first; beside a delay, any number may overtake.</summary>
    public int Behind { get; set; }

    /// <summary>How often it is sent beyond once.</summary>
    public int Copies { get; set; }

    /// <summary>Frames to send it in.</summary>
    public int Fragments { get; set; } = 1;

    /// <summary>How its first frame is broken.</summary>
    public Corruption? Corruption { get; set; }

    /// <summary>Puts it on the wire, now.</summary>
    public void Leave(IScriptedConnection connection)
    {
        for (var i = 0; i <= Copies; i++)
        {
            if (Fragments == 1 && Corruption is null) connection.Send(Payload);
            else connection.Wire!.SendRaw(FaultyFrames.Write(Payload, Fragments, Corruption), Payload);
        }
    }
}
