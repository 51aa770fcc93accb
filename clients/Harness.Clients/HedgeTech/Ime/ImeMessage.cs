using Harness.Clients.HedgeTech.Ime.Payloads;

namespace Harness.Clients.HedgeTech.Ime;

/// <summary>One message of a stream: the envelope of section 7.</summary>
/// <param name="Channel">Always <c>IME Stream</c> so far; of another, the data is an <see cref="UnknownPayload"/>.</param>
/// <param name="ContractId">The id, when subscribed by id.</param>
/// <param name="ContractName">The name, when subscribed by name.</param>
/// <param name="Timestamp">When the server made it.</param>
/// <param name="Data">What it says.</param>
public sealed record ImeMessage(string Channel, string? ContractId, string? ContractName, IsoTimestamp Timestamp, ImePayload Data)
{
    /// <summary>Whichever identifier the message carries.</summary>
    public string Contract => ContractId ?? ContractName ?? "";
}
