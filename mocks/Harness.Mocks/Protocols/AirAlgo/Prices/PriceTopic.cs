using System.Text.Json;
using Harness.Mocks.Protocols.AirAlgo.Messages;
using Harness.Mocks.Server;
using Harness.Wire;

namespace Harness.Mocks.Protocols.AirAlgo.Prices;

/// <summary>One instrument as the holders of one API key get it: they all get the same bytes, since the key is in the message.</summary>
internal sealed class PriceTopic(PhoenixWriter writer, AirAlgoAccount account, AirAlgoInstrument instrument)
{
    private readonly AirAlgoInstrument[] _alone = [instrument];

    public AirAlgoInstrument Instrument => instrument;

    public Topic Topic { get; } = new();

    public WireMessage Recorded(JsonElement price) => LtpMessage.OfRecorded(writer, account.Topic, [(instrument.Token, price)]);

    public void Publish() => Topic.Publish(LtpMessage.Of(writer, account.Topic, _alone));
}
