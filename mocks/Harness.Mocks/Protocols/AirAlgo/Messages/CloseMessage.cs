using Harness.Wire;

namespace Harness.Mocks.Protocols.AirAlgo.Messages;

/// <summary>
/// phx_close: what Phoenix says to the first join of a topic when the topic is joined again. It carries that join's ref, so that a client that
/// compares refs does not take it for the end of its second join.
/// </summary>
internal static class CloseMessage
{
    public static WireMessage Of(PhoenixWriter writer, PhoenixRequest join)
    {
        var reference = join.JoinRef ?? join.Ref;
        return writer.Write("phx_close", join.Topic, string.IsNullOrEmpty(reference) ? null : reference, join.JoinRef, 0, static (_, _) => { });
    }
}
