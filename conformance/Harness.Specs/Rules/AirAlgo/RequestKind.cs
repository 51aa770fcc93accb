namespace Harness.Specs.Rules.AirAlgo;

internal enum RequestKind
{
    /// <summary>No JSON object with a topic, an event and a payload.</summary>
    Malformed,
    Join,
    Leave,
    Heartbeat,
    Subscribe,
    Unsubscribe,
    Order,

    /// <summary>An event that the document does not have.</summary>
    Unknown,
}
